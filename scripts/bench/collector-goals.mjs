const ONE = 'scanner, 1 thread';
const TWO = 'scanner, 2 threads';
const best = (found) => Math.max(...found.map(({ ratio }) => ratio));
/** Memory is told to be flat where the largest peak is at most so much above the smallest. */
const MOST_GROWTH = 1.1;
const MOST_MEMORY = 0.5;

/** What the collector is to reach: rows of a form, of sizes and tools, and the least or the most of what they come to. */
const GOALS = [
  {
    what: '1 GB, any order of keys, 1 thread',
    form: 'plain',
    from: 1_000,
    to: 1_000,
    tools: [ONE],
    least: 1.9,
  },
  {
    what: '1 GB, any order of keys, 2 threads',
    form: 'plain',
    from: 1_000,
    to: 1_000,
    tools: [TWO],
    least: 3,
  },
  {
    what: '100 MB, the faster of 1 and 2 threads',
    form: 'plain',
    from: 100,
    to: 100,
    tools: [ONE, TWO],
    least: 2,
  },
  {
    what: '100 MB of orders with 14 fields, the faster',
    form: 'orders',
    from: 100,
    to: 100,
    tools: [ONE, TWO],
    least: 2,
  },
  {
    what: 'half of the lines invalid, the faster',
    form: 'half invalid',
    from: 100,
    to: 100,
    tools: [ONE, TWO],
    least: 1,
  },
  { what: 'gzip, the faster', form: 'gzip', from: 100, to: 100, tools: [ONE, TWO], least: 1.2 },
  {
    what: 'against DISTINCT, the faster',
    form: 'duplicates',
    from: 100,
    to: 100,
    tools: [ONE, TWO],
    least: 3,
  },
];

/** Of each number of threads: the second has a heap and a scanner of its own. */
function memoryGoals(rows) {
  return [ONE, TWO].flatMap((tool) => {
    const ours = rows.filter(({ form, size, name }) => form === 'plain' && size >= 100 && name === tool);
    const threads = tool === ONE ? '1 thread' : '2 threads';
    const isWhole = [100, 4_000].every((mb) => ours.some(({ size }) => size === mb));
    const peaks = ours.map(({ mb }) => mb);
    return [
      {
        what: `memory against DuckDB’s from 100 MB on, ${threads}, at most`,
        goal: MOST_MEMORY,
        isMost: true,
        value: ours.length === 0 ? null : Math.max(...ours.map(({ memory }) => memory)),
      },
      {
        what: `largest peak of memory to the smallest, 100 MB to 4 GB, ${threads}`,
        goal: MOST_GROWTH,
        isMost: true,
        value: isWhole ? Math.max(...peaks) / Math.min(...peaks) : null,
      },
    ];
  });
}

/** Each goal with what was measured; null where its rows were not. */
export function goalsOf(rows) {
  const ratios = GOALS.map(({ what, form, from, to, tools, least }) => {
    const found = rows.filter(
      (row) => row.form === form && row.size >= from && row.size <= to && tools.includes(row.name),
    );
    return { what, goal: least, isMost: false, value: found.length === 0 ? null : best(found) };
  });
  return [...ratios, ...memoryGoals(rows)].map((goal) => ({ ...goal, verdict: verdictOf(goal) }));
}

function verdictOf({ value, goal, isMost }) {
  if (value === null) return 'not measured';
  return (isMost ? value <= goal : value >= goal) ? 'reached' : 'not reached';
}

/** Goals as cells of a table. */
export function goalCells(goals) {
  return goals.map(({ what, goal, isMost, value, verdict }) => [
    what,
    `${isMost ? '≤' : '≥'} ${goal}`,
    value === null ? '-' : value.toFixed(2),
    verdict,
  ]);
}
