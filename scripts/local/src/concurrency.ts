/** What a run or a job asks of its concurrency group. */
export interface GroupRequest {
  readonly group: string;
  /** `max`: all wait, in order; `single`: only the newest waits. */
  readonly queue: 'single' | 'max';
  readonly cancelInProgress: boolean;
  /** Groups that this run or the jobs around this one hold: to wait for one of them would last for ever. */
  readonly held: ReadonlySet<string>;
  /** Cancels the asker, should a newer one with cancel-in-progress come while it runs. */
  readonly cancel: (reason: string) => void;
  /** Ends the waiting. */
  readonly signal: AbortSignal;
}

/** Either its turn has come, until it calls `leave`, or it is cancelled; a null reason: by its own signal. */
export type Turn =
  | { readonly kind: 'running'; readonly leave: () => void }
  | { readonly kind: 'cancelled'; readonly reason: string | null };

interface Member {
  readonly request: GroupRequest;
  readonly answer: (turn: Turn) => void;
}

interface Group {
  running: Member;
  waiting: Member[];
}

/** GitHub's own limit on `queue: max`. */
const LONGEST_QUEUE = 100;

/** Group names know no case. */
export const groupKey = (group: string): string => group.toLowerCase();

/** The concurrency groups of a repository: in each one runs, and others wait as they ask for it. */
export class ConcurrencyGroups {
  readonly #groups = new Map<string, Group>();

  /** Takes its place at once, before the promise is awaited. */
  enter(request: GroupRequest): Promise<Turn> {
    const key = groupKey(request.group);
    if (request.held.has(key)) {
      const reason = `cancelled: the concurrency group '${request.group}' is held by this run itself, a deadlock`;
      return Promise.resolve({ kind: 'cancelled', reason });
    }
    return new Promise<Turn>((answer) => {
      const member = { request, answer };
      const group = this.#groups.get(key);
      if (group === undefined) {
        this.#groups.set(key, { running: member, waiting: [] });
        answer(this.#turn(key, member));
      } else {
        this.#wait(group, member);
      }
    });
  }

  #wait(group: Group, member: Member): void {
    const { request, answer } = member;
    const reason = `cancelled: a newer one waits for the concurrency group '${request.group}'`;
    if (request.queue === 'single') {
      for (const other of group.waiting.splice(0)) other.answer({ kind: 'cancelled', reason });
    } else if (group.waiting.length >= LONGEST_QUEUE) {
      answer({
        kind: 'cancelled',
        reason: `cancelled: ${LONGEST_QUEUE} wait for '${request.group}' already`,
      });
      return;
    }
    group.waiting.push(member);
    const giveUp = (): void => {
      group.waiting = group.waiting.filter((one) => one !== member);
      answer({ kind: 'cancelled', reason: null });
    };
    if (request.signal.aborted) giveUp();
    else request.signal.addEventListener('abort', giveUp, { once: true });
    if (request.cancelInProgress) group.running.request.cancel(reason);
  }

  #turn(key: string, member: Member): Turn {
    let hasLeft = false;
    const leave = (): void => {
      if (hasLeft) return;
      hasLeft = true;
      const group = this.#groups.get(key);
      if (group?.running !== member) return;
      const next = group.waiting.shift();
      if (next === undefined) {
        this.#groups.delete(key);
        return;
      }
      group.running = next;
      next.answer(this.#turn(key, next));
    };
    return { kind: 'running', leave };
  }
}
