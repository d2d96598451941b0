import { describe, expect, test } from '@jest/globals';
import { formatFault } from '../../../../src/domain/fault.js';
import { cellOf } from '../../../../src/domain/observability/weekly/csv-table.js';
import { mapJson } from '../../../../src/domain/observability/weekly/map-json.js';
import {
  besidePaths,
  mapRows,
  pickRows,
  type WholeRow,
} from '../../../../src/domain/observability/weekly/map-rows.js';
import type {
  CsvSection,
  JsonSection,
  ReadField,
} from '../../../../src/domain/observability/weekly/sections.js';
import { lastCompleteWeek, weekName } from '../../../../src/domain/observability/weekly/week.js';
import { readCsv } from '../../../../src/io/observability/read-csv.js';

const WEEK = lastCompleteWeek(Date.parse('2026-06-29T00:15:00Z'));

function field(parts: Partial<ReadField> & Pick<ReadField, 'name' | 'from'>): ReadField {
  return { kind: 'read', beside: null, type: 'text', fold: null, rename: {}, isOptional: false, ...parts };
}

const RUNS: CsvSection = {
  kind: 'csv',
  name: 'runs',
  file: 'runs/index.csv',
  week: 'timestamp',
  newest: 3,
  beside: { daily: 'runs/{run_id}/daily.csv' },
  fields: [
    field({ name: 'run_id', from: 'run_id' }),
    field({ name: 'mode', from: 'mode', rename: { cons: 'conservative' } }),
    field({ name: 'win_rate', from: 'win_rate', type: 'number', isOptional: true }),
    field({
      name: 'turnover',
      from: 'fills',
      beside: 'daily',
      type: 'number',
      fold: { kind: 'mean', order: [] },
    }),
    { kind: 'constant', name: 'source', value: 'backtest' },
  ],
};

const table = (text: string, file = RUNS.file) => {
  const read = readCsv(file, text);
  if (typeof read === 'string') throw new Error(read);
  return read;
};
const INDEX = `run_id,timestamp,mode,win_rate
old,20260621_235959,cons,0.5
first,20260622_000000,cons,0.5
second,2026-06-23,bold,
third,2026-06-28T23:59:59Z,cons,0.25
next,20260629_000000,cons,0.5
fourth,20260622_000000,cons,1
`;

/** The rows as they are mapped with the same file beside each. */
function mapped(text: string, daily: string | null = 'date,fills\n1,2\n2,4\n', section = RUNS) {
  const index = table(text);
  const { rows, faults } = pickRows(section, index, WEEK);
  const whole = rows.map((row): WholeRow => {
    const path = `runs/${cellOf(row, 'run_id')}/daily.csv`;
    return { row, beside: { daily: { path, table: daily === null ? null : table(daily, path) } } };
  });
  const result = mapRows(section, index, whole);
  return {
    value: result.value,
    faults: [...faults, ...result.faults].map((one) => `${one.code} ${formatFault(one)}`),
  };
}

describe('a week', () => {
  test.each([
    ['2026-06-28T23:59:59.999Z', '2026-06-15'],
    ['2026-06-29T00:00:00Z', '2026-06-22'],
    ['2026-07-05T23:59:59Z', '2026-06-22'],
    ['1970-01-12T00:00:00Z', '1970-01-05'],
    ['1970-01-04T00:00:00Z', '1969-12-22'],
  ])('at %s the last complete one began on %s', (now, name) =>
    expect(weekName(lastCompleteWeek(Date.parse(now)))).toBe(name),
  );
});

describe('rows of a CSV file', () => {
  test('are those of the week, the newest first, no more than wanted', () => {
    const index = table(INDEX);
    const picked = pickRows(RUNS, index, WEEK);
    expect(picked.rows.map((row) => cellOf(row, 'run_id'))).toEqual(['third', 'second', 'fourth']);
    expect(picked).toMatchObject({ left: 1, faults: [] });
  });

  test('are told by their fields', () => {
    expect(mapped(INDEX)).toEqual({
      value: [
        { run_id: 'third', mode: 'conservative', win_rate: 0.25, turnover: 3, source: 'backtest' },
        { run_id: 'second', mode: 'bold', win_rate: null, turnover: 3, source: 'backtest' },
        { run_id: 'fourth', mode: 'conservative', win_rate: 1, turnover: 3, source: 'backtest' },
      ],
      faults: [],
    });
  });

  const [header, ...rows] = INDEX.trimEnd().split('\n');
  test.each([
    ['in another order of columns', 'timestamp,win_rate,mode,run_id\n20260622_000000,1,cons,fourth\n'],
    ['with further columns', 'x,run_id,timestamp,y,mode,win_rate\n1,fourth,20260622_000000,2,cons,1\n'],
    ['with a byte order mark', `\ufeff${header}\nfourth,20260622_000000,cons,1\n`],
    ['with CRLF and empty lines', `${header}\r\n\r\nfourth,20260622_000000,cons,1\r\n\r\n`],
    ['quoted', `"run_id","timestamp",mode,win_rate\n"fourth","20260622_000000","cons","1"\n`],
    ['with spaces in the header', `run_id , timestamp,mode,win_rate\nfourth,20260622_000000,cons,1\n`],
  ])('are the same %s', (_, text) => {
    expect(mapped(text)).toEqual({
      value: [{ run_id: 'fourth', mode: 'conservative', win_rate: 1, turnover: 3, source: 'backtest' }],
      faults: [],
    });
  });

  test('of an empty week are none', () => {
    expect(mapped(`${header}\n${rows[0]}\n`)).toEqual({ value: [], faults: [] });
    expect(mapped(`${header}\n`)).toEqual({ value: [], faults: [] });
  });

  test.each<[string, string, string | null, readonly string[]]>([
    [
      'columns that are not there',
      'run_id,time_stamp,mode\nfourth,20260622_000000,cons\n',
      '',
      [
        'bad_input runs/index.csv:1:1 timestamp: there is no such column, or there are two; did you mean "time_stamp"?',
        'bad_input runs/index.csv:1:1 win_rate: there is no such column, or there are two; name it in the header',
      ],
    ],
    [
      'a column that is there twice',
      'run_id,timestamp,mode,mode,win_rate\n',
      '',
      ['bad_input runs/index.csv:1:1 mode: there is no such column, or there are two; name it in the header'],
    ],
    [
      'a row of another length',
      `${header}\nfourth,20260622_000000,cons\n`,
      '',
      ['bad_input runs/index.csv:2:1: has 3 values where the header names 4 columns'],
    ],
    [
      'a decimal comma, a missing mode and a time that is none, all at once',
      `${header}\na,20260622_000000,cons,"0,5"\nb,20260622_000000,,1\nc,today,cons,1\n`,
      'fills\n1\n',
      [
        `bad_input runs/index.csv:4:1 timestamp: "today" is no time, so the row's week is not known; write 2026-06-22T21:30:00Z`,
        'bad_input runs/index.csv:3:1 mode: mode has no value here; write `optional: true` where it may be missing',
        'bad_input runs/index.csv:2:1 win_rate: "0,5" has a decimal comma; write a decimal point',
      ],
    ],
    [
      'a file beside it that is not there',
      `${header}\nfourth,20260622_000000,cons,1\n`,
      null,
      ['missing_input runs/fourth/daily.csv: the file does not exist'],
    ],
    [
      'a file beside it without the column',
      `${header}\nfourth,20260622_000000,cons,1\n`,
      'date,fill\n',
      [
        'bad_input runs/fourth/daily.csv:1:1 fills: there is no such column, or there are two; did you mean "fill"?',
      ],
    ],
    [
      'values beside it that are no numbers',
      `${header}\nfourth,20260622_000000,cons,1\n`,
      'fills\n1\n\nmany\n"1,5"\n',
      [
        'bad_input runs/fourth/daily.csv:4:1 fills: "many" is no number',
        'bad_input runs/fourth/daily.csv:5:1 fills: "1,5" has a decimal comma; write a decimal point',
      ],
    ],
    [
      'a file beside it without rows',
      `${header}\nfourth,20260622_000000,cons,1\n`,
      'fills\n',
      [
        'bad_input runs/fourth/daily.csv:1:1 fills: turnover has no value here; write `optional: true` where it may be missing',
      ],
    ],
  ])('say of %s where it is', (_, text, daily, faults) => expect(mapped(text, daily).faults).toEqual(faults));

  test('have null of a file beside them that may be missing', () => {
    const fields = RUNS.fields.map((one) => (one.name === 'turnover' ? { ...one, isOptional: true } : one));
    const { value, faults } = mapped(`${header}\nfourth,20260622_000000,cons,1\n`, null, { ...RUNS, fields });
    expect(faults).toEqual([]);
    expect(value).toMatchObject([{ run_id: 'fourth', turnover: null }]);
  });

  test('keep values that look like code as the texts that they are', () => {
    const text = `${header}\n=cmd|' /C calc'!A0,20260622_000000,__proto__,1\n`;
    expect(mapped(text).value).toMatchObject([{ run_id: "=cmd|' /C calc'!A0", mode: '__proto__' }]);
  });
});

describe('a path beside a row', () => {
  test.each<[string, string, string]>([
    ['runs/{run_id}/daily.csv', '../../etc', 'runs/'],
    ['runs/{run_id}/daily.csv', '/etc', 'runs/'],
    ['runs/{run_id}/daily.csv', '..', 'runs/'],
    ['runs/{run_id}/daily.csv', '', 'runs/'],
    ['runs/{run_id}/daily.csv', 'a\\..\\b', 'runs/'],
    ['{run_id}/daily.csv', 'runs/../../x', 'the working directory'],
    ['runs/.{run_id}/daily.csv', '.', 'runs/'],
  ])('%s with %j does not leave its folder', (template, id, folder) => {
    const section = { ...RUNS, beside: { daily: template } };
    const index = table(`run_id,timestamp,mode,win_rate\n${id},20260622_000000,cons,1\n`);
    const [row] = index.rows;
    if (row === undefined) throw new Error('no row');
    const { paths, faults } = besidePaths(section, index, row);
    expect(paths).toEqual({});
    expect(faults).toMatchObject([{ code: 'unsafe_path', file: 'runs/index.csv', line: 2 }]);
    expect(faults[0]?.message).toContain(`does not stay in ${folder};`);
  });

  test('may be in a folder of a folder', () => {
    const index = table(`run_id,timestamp,mode,win_rate\na/b.c,20260622_000000,cons,1\n`);
    const [row] = index.rows;
    if (row === undefined) throw new Error('no row');
    expect(besidePaths(RUNS, index, row)).toEqual({ paths: { daily: 'runs/a/b.c/daily.csv' }, faults: [] });
  });
});

describe('values of a JSON file', () => {
  const PORTFOLIO: JsonSection = {
    kind: 'json',
    name: 'portfolio',
    file: 'reports/portfolio_summary.json',
    version: null,
    fields: [
      field({
        name: 'budget_status',
        from: '/categories/*/status',
        fold: { kind: 'worst', order: ['ok', 'warning', 'breach'] },
        rename: { ok: 'normal' },
      }),
      field({ name: 'drawdown', from: '/drawdowns/*/pct', type: 'number', fold: { kind: 'max', order: [] } }),
      field({ name: 'strategies', from: '/strategies/*', fold: { kind: 'count', order: [] } }),
      field({ name: 'note', from: '/note', isOptional: true }),
    ],
  };
  const DOCUMENT = {
    categories: [{ status: 'ok' }, { status: 'warning' }],
    drawdowns: { b: { pct: 0.2 }, a: { pct: 0.3 }, c: { pct: null } },
    strategies: [{}, 'x', 3],
    note: null,
  };
  const faultsOf = (document: unknown, section = PORTFOLIO) =>
    mapJson(section, document).faults.map((one) => `${one.code} ${formatFault(one)}`);

  test('are folded, renamed and counted; members that nobody asked for do not matter', () => {
    const value = { budget_status: 'warning', drawdown: 0.3, strategies: 3, note: null };
    expect(mapJson(PORTFOLIO, DOCUMENT)).toEqual({ value, faults: [] });
    expect(mapJson(PORTFOLIO, { ...DOCUMENT, unknown: { deep: [1] }, extra: 1 })).toEqual({
      value,
      faults: [],
    });
    expect(mapJson(PORTFOLIO, { ...DOCUMENT, categories: [{ status: 'ok' }] }).value).toMatchObject({
      budget_status: 'normal',
    });
  });

  test('say all at once what is wrong, and where', () => {
    const document = {
      ...DOCUMENT,
      categories: [{ status: 'fine' }, { status: 3 }],
      drawdowns: { a: { pct: '0.3' } },
      note: 7,
    };
    const file = 'bad_input reports/portfolio_summary.json';
    expect(faultsOf(document)).toEqual([
      `${file} /categories/1/status: 3 is no text`,
      `${file} /drawdowns/a/pct: "0.3" is no number`,
      `${file} /note: 7 is no text`,
    ]);
    expect(faultsOf({ ...DOCUMENT, categories: [{ status: 'fine' }] })).toEqual([
      `${file} /categories/*/status: "fine" is not in the order ok, warning, breach`,
    ]);
  });

  test.each([[[]], [null], ['text'], [{}]])('of %j are missing', (document) => {
    const file = 'bad_input reports/portfolio_summary.json';
    expect(faultsOf(document)).toEqual([
      `${file} /categories/*/status: budget_status has no value here; write \`optional: true\` where it may be missing`,
      `${file} /drawdowns/*/pct: drawdown has no value here; write \`optional: true\` where it may be missing`,
    ]);
  });

  test.each([
    [{ schema_version: '2.0.0' }, 'its version is "2.0.0"'],
    [{}, 'the file names no version'],
    [{ schema_version: { major: 1 } }, 'its version is a mapping'],
  ])('of a version that the mapping was not written for are not read: %j', (document, said) => {
    const version = { at: '/schema_version', known: ['1.0.0', '1.1.0'] };
    expect(faultsOf({ ...DOCUMENT, ...document }, { ...PORTFOLIO, version })).toEqual([
      `unsupported_schema_version reports/portfolio_summary.json /schema_version: ${said}, and the policy knows 1.0.0, 1.1.0; look whether the mapping still fits, then add it`,
    ]);
    expect(faultsOf({ ...DOCUMENT, schema_version: '1.1.0' }, { ...PORTFOLIO, version })).toEqual([]);
  });
});
