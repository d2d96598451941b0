import type { CommentRecord } from '../domain/incident-acknowledge.js';
import { readNote } from '../domain/incident-escalation.js';
import { PhasegateError } from '../domain/fault.js';
import { incidentKey, INCIDENT_LABEL, incidentTitle, type IncidentState } from '../domain/incident.js';
import {
  trustedIncidents,
  type IssueRecord,
  type KnownIncident,
  type TrustedIncidents,
} from '../domain/incident-issue.js';
import { readMarker } from '../domain/incident-marker.js';
import {
  NO_ANSWERS,
  planChange,
  planDouble,
  type IncidentChange,
  type PlanContext,
} from '../domain/incident-plan.js';
import { planOpening } from '../domain/incident-opening.js';
import type { Subject } from '../domain/incident-subject.js';
import type { IncidentIssues } from '../ports/incidents.js';
import { incidentComment } from '../render/incident-comment.js';
import { incidentFiles } from '../render/incident-files.js';
import { askIncident } from './ask-incident.js';
import { issueBody, issueTitle, type IncidentView } from '../render/incident.js';

export interface AttendOptions {
  readonly issues: IncidentIssues;
  readonly view: IncidentView;
  readonly context: PlanContext;
  /** What the tick says, given the states of the rollout's open incidents. */
  readonly subjects: (open: readonly IncidentState[]) => readonly Subject[];
  /** Requests that may be sent for this rollout; what does not fit is done by the next tick. Default 10. */
  readonly budget?: number;
  /** Reads and says, and changes nothing. Default false. */
  readonly isDryRun?: boolean;
  /** Called before an incident is closed, so that its drafts are there once it is. */
  readonly writeFiles: (files: Readonly<Record<string, string>>) => Promise<void>;
}

export interface Attendance {
  /** What was done, or would be, a sentence each. */
  readonly told: readonly string[];
  readonly warnings: readonly string[];
  /** What failed; the next tick does it. */
  readonly failures: readonly Error[];
  /** Numbers of the rollout's issues that are open afterwards. */
  readonly open: readonly number[];
  /** The rollout's incidents as this tick leaves them: those that were open, and those that it opened. */
  readonly incidents: readonly KnownIncident[];
}

/**
 * Brings the issues in line with what the tick says: opens, updates, escalates and closes. Level-triggered: what was cut
 * off is done by the next tick, and nothing twice.
 */
export async function attendIncidents(options: AttendOptions): Promise<Attendance> {
  return new Attendant(options).run();
}

class Attendant {
  readonly #options: AttendOptions;
  readonly #start: number;
  readonly #told: string[] = [];
  readonly #warnings: string[] = [];
  readonly #failures: Error[] = [];
  readonly #open = new Set<number>();
  readonly #incidents = new Map<number, KnownIncident>();
  #left = 0;

  constructor(options: AttendOptions) {
    this.#options = options;
    this.#start = options.issues.sent;
  }

  async run(): Promise<Attendance> {
    const { issues, context, subjects } = this.#options;
    const { known, doubles, doubtful } = this.#trusted(await issues.open());
    for (const { number, why } of doubtful)
      this.#warnings.push(
        `#${number} has the label ${INCIDENT_LABEL} and is not taken for an incident: ${why}`,
      );
    const ours = known.filter(({ state }) => state.rollout === context.rollout);
    for (const incident of ours) {
      this.#open.add(incident.issue.number);
      this.#incidents.set(incident.issue.number, incident);
    }
    const all = subjects(ours.map(({ state }) => state));
    const byKey = new Map(all.map((one) => [keyOf(one, context), one]));
    const isOpen = new Set(ours.map(({ state }) => incidentKey(state)));
    const fresh = all.filter((one) => one.status === 'on' && !isOpen.has(keyOf(one, context)));
    await this.#openAll(
      [...fresh].sort((a, b) => (a.priority < b.priority ? -1 : a.priority > b.priority ? 1 : 0)),
    );
    for (const { incident, of } of doubles)
      if (incident.state.rollout === context.rollout)
        await this.#guarded(incident, () =>
          this.#change(incident, planDouble(incident, { of, now: context.now })),
        );
    for (const incident of this.#inTurn(ours)) {
      const subject = byKey.get(incidentKey(incident.state)) ?? null;
      await this.#guarded(incident, () => this.#attend(incident, subject));
    }
    if (this.#left > 0)
      this.#warnings.push(
        `${this.#left} of the incidents are left for the next tick: this one may send no more requests`,
      );
    return {
      told: this.#told,
      warnings: this.#warnings,
      failures: this.#failures,
      open: [...this.#open].sort((a, b) => a - b),
      incidents: [...this.#incidents.values()].sort((a, b) => a.issue.number - b.issue.number),
    };
  }

  #trusted(issues: readonly IssueRecord[]): TrustedIncidents {
    const { view } = this.#options;
    return trustedIncidents(issues, view);
  }

  /** Every tick begins with another one, so that with many open none is always left out. */
  #inTurn(incidents: readonly KnownIncident[]): readonly KnownIncident[] {
    const { now } = this.#options.context;
    const first = incidents.length === 0 ? 0 : Math.floor(now / 60_000) % incidents.length;
    return [...incidents.slice(first), ...incidents.slice(0, first)];
  }

  #fits(requests: number): boolean {
    const { issues, budget = 10 } = this.#options;
    return issues.sent - this.#start + requests <= budget;
  }

  /** One incident's failure keeps nothing from the others, but for what they would all fail of. */
  async #guarded(about: KnownIncident | Subject, work: () => Promise<void>): Promise<void> {
    if (this.#failures.some((one) => one instanceof PhasegateError && one.code === 'no-permission')) return;
    if (!this.#fits(1)) {
      this.#left += 1;
      return;
    }
    try {
      await work();
    } catch (error) {
      const name = 'issue' in about ? `#${about.issue.number}` : incidentTitle(about);
      this.#failures.push(error instanceof Error ? error : new Error(String(error)));
      this.#warnings.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  async #openAll(fresh: readonly Subject[]): Promise<void> {
    if (fresh.length === 0) return;
    const { issues, context } = this.#options;
    let newest: TrustedIncidents | null = null;
    for (const subject of fresh) {
      await this.#guarded(subject, async () => {
        // Read right before, since another run may have been faster, or a person may have closed it.
        newest ??= this.#trusted(await issues.newest());
        const same = newest.known.filter(({ state }) => incidentKey(state) === keyOf(subject, context));
        if (same.some(({ issue }) => issue.open)) return;
        const change = planOpening(subject, { closed: same, context });
        if (change.kind === 'open') await this.#create(change.state);
        const before = same.find(({ issue }) => change.kind === 'change' && issue.number === change.issue);
        if (before !== undefined) await this.#change(before, change);
      });
    }
  }

  async #create(state: IncidentState): Promise<void> {
    const { issues, view, isDryRun = false } = this.#options;
    const title = issueTitle(state);
    if (isDryRun) {
      this.#told.push(`would open: ${title}`);
      return;
    }
    if (!this.#fits(1)) {
      this.#left += 1;
      return;
    }
    const labels = [INCIDENT_LABEL, ...view.policy.labels];
    const draft = { title, body: issueBody(state, view), labels, assignees: state.assigned };
    const { issue, warning } = await issues.create(draft, (one) => this.#isMade(one, state));
    await this.#checkTrust(issue, state);
    this.#open.add(issue.number);
    this.#incidents.set(issue.number, { issue, state });
    this.#told.push(`opened #${issue.number}: ${title}`);
    if (warning !== null) this.#warnings.push(warning);
  }

  /** Whether an issue is the one that was to be made: its answer was lost. */
  #isMade({ open, body }: IssueRecord, state: IncidentState): boolean {
    const reading = readMarker(body, this.#options.view);
    if (!open || reading.kind !== 'state') return false;
    return incidentKey(reading.state) === incidentKey(state) && reading.state.opened === state.opened;
  }

  /** @throws PhasegateError `bad-input` for an issue that the next tick would not know for its own; it is closed. */
  async #checkTrust(issue: IssueRecord, state: IncidentState): Promise<void> {
    const { issues, view } = this.#options;
    const [doubt] = this.#trusted([{ ...issue, labels: [INCIDENT_LABEL] }]).doubtful;
    if (doubt === undefined) return;
    await issues.edit(issue.number, { body: issueBody(state, view), turns: 'closed' });
    throw new PhasegateError(
      'bad-input',
      `#${issue.number} was closed again, since the next tick would not know it: ${doubt.why}; github-token belongs to a person (${issue.author.login}), so give a signing-key, or use the workflow's own token`,
    );
  }

  async #attend(incident: KnownIncident, subject: Subject | null): Promise<void> {
    const { context } = this.#options;
    const first = planChange(incident, { subject, answers: NO_ANSWERS, context });
    const answers = await askIncident(this.#options.issues, incident, {
      mayComment: first.kind === 'change' && first.comments.length > 0,
      fits: (requests) => this.#fits(requests),
    });
    await this.#change(incident, planChange(incident, { subject, answers, context }));
  }

  /** Comments first: the state that says they are written is written last. */
  async #change(incident: KnownIncident, change: IncidentChange): Promise<void> {
    if (change.kind !== 'change') return;
    const { issues, view, context, isDryRun = false, writeFiles } = this.#options;
    const { state, comments, turns } = change;
    const name = `#${change.issue} ${incidentTitle(state)}`;
    if (isDryRun) {
      this.#told.push(`would be ${change.what.join(', ')}: ${name}`);
      return;
    }
    if (!this.#fits(comments.length + 1)) {
      this.#left += 1;
      return;
    }
    for (const comment of comments) {
      const text = incidentComment(comment, { state, view, now: context.now });
      const isIt = ({ author, body }: CommentRecord): boolean =>
        author.login === incident.issue.author.login && readNote(body) === comment.id;
      await issues.comment(incident.issue, text, isIt);
    }
    if (turns === 'closed' && state.resolved !== null) await writeFiles(incidentFiles(state, view));
    await issues.edit(change.issue, { body: issueBody(state, view), turns });
    this.#incidents.set(change.issue, { ...incident, state });
    if (turns === 'closed') this.#open.delete(change.issue);
    else this.#open.add(change.issue);
    this.#told.push(`${change.what.join(', ')}: ${name}`);
  }
}

function keyOf({ kind, subject }: Subject, { rollout }: PlanContext): string {
  return incidentKey({ rollout, kind, subject });
}
