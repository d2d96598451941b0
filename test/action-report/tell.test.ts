import { describe, expect, test } from '@jest/globals';
import { tellPeople, type TellOptions } from '../../action-report/src/tell.js';
import type { KnownIncident } from '../../src/domain/incident-issue.js';
import { renderIncidentMemory } from '../../src/domain/incident-memory.js';
import { emptyOutbox, recordNotices } from '../../src/domain/outbox.js';
import { parseOutbox, renderOutbox } from '../../src/domain/outbox-file.js';
import { HOUR } from '../../src/domain/time.js';
import type { OutboxStore } from '../../src/ports/notifier.js';
import { incidentState, issueRecord, OPENED_AT } from '../incident-builder.js';
import { notice } from '../notice-builder.js';

const NOW = OPENED_AT + HOUR;
const OPEN: KnownIncident = { issue: issueRecord({ number: 12 }), state: incidentState() };

function store(text: string | null = null): OutboxStore & { text: string | null } {
  return {
    text,
    async read() {
      return this.text;
    },
    async write(next) {
      this.text = next;
    },
  };
}

function setting(changes: Partial<TellOptions> = {}) {
  const warnings: string[] = [];
  const [outbox, memory] = [store(), store()];
  const options: TellOptions = {
    rollout: 'checkout',
    outbox,
    memory,
    hasIncidents: true,
    known: [OPEN],
    notify: null,
    now: NOW,
    isDryRun: false,
    warn: (line) => warnings.push(line),
    ...changes,
  };
  return { options, outbox, memory, warnings };
}

/** An outbox with a notice that waits, as a tick leaves one. */
function waiting(): string {
  const routes = [{ severities: [], templates: [], phases: [], to: ['team'] }];
  const recording = { wanted: [notice()], routes, channels: ['team'], phase: 'P-1', window: null, now: NOW };
  return renderOutbox(recordNotices(emptyOutbox('checkout'), recording));
}

describe('incidents', () => {
  test('are remembered with their numbers from tick to tick, and over once they are missing', async () => {
    const { options, memory } = setting();
    const first = await tellPeople(options);
    expect(first.people.incidents).toMatchObject([{ issue: 12, resolved: null }]);
    const second = await tellPeople({ ...options, known: [], now: NOW + HOUR });
    expect(second.people.incidents).toMatchObject([{ issue: 12, resolved: expect.anything() }]);
    expect(memory.text).toBe(renderIncidentMemory('checkout', second.people.incidents ?? []));
  });

  test('that could not be attended to are those of before, and none of them is over by that', async () => {
    const { options } = setting();
    await tellPeople(options);
    const { people } = await tellPeople({ ...options, known: null, now: NOW + HOUR });
    expect(people.incidents).toMatchObject([{ issue: 12, resolved: null }]);
  });

  test('whose memory was damaged are begun anew, and that is said', async () => {
    const { options, memory, warnings } = setting();
    memory.text = '{"digest"';
    expect((await tellPeople(options)).people.incidents).toHaveLength(1);
    expect(warnings).toEqual([expect.stringContaining('begun anew')]);
  });

  test('are not known where there are no issues', async () => {
    expect((await tellPeople(setting({ hasIncidents: false }).options)).people.incidents).toBeNull();
  });
});

describe('notices', () => {
  test('are told with what kept one of them from somebody', async () => {
    const { options, outbox } = setting();
    const notify = async (): Promise<void> => {
      await outbox.write(waiting());
      throw new Error('no secret');
    };
    const { people, fault } = await tellPeople({ ...options, notify });
    expect(people.notices).toMatchObject([{ to: [{ channel: 'team', state: 'waiting' }] }]);
    expect(fault?.message).toBe('no secret');
  });

  test('are not known where nobody is told; an empty outbox makes the state whole all the same', async () => {
    const { options, outbox } = setting();
    expect((await tellPeople(options)).people.notices).toBeNull();
    const file = { file: 'outbox.json', rollout: 'checkout' };
    expect(parseOutbox(outbox.text ?? '', file)).toEqual(emptyOutbox('checkout'));
  });

  test('of an outbox that was damaged are not known, and that is said', async () => {
    const { options, outbox, warnings } = setting({ notify: async () => undefined });
    outbox.text = '{';
    expect((await tellPeople(options)).people.notices).toBeNull();
    expect(warnings).toEqual([expect.stringContaining('left out of the reports')]);
  });
});

test('a rehearsal writes nothing', async () => {
  const { options, outbox, memory } = setting({ isDryRun: true });
  expect((await tellPeople(options)).people.incidents).toHaveLength(1);
  expect([outbox.text, memory.text]).toEqual([null, null]);
});
