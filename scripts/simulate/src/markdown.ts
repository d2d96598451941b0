/** A Markdown table as the formatter writes it: the first column to the left, the others to the right. */
export function markdownTable(rows: readonly (readonly string[])[]): string[] {
  const [heading = [], ...body] = rows;
  const widths = heading.map((_, column) =>
    Math.max(4, ...rows.map((row) => [...(row[column] ?? '')].length)),
  );
  const line = (row: readonly string[]): string => {
    const cells = widths.map((width, column) => {
      const text = row[column] ?? '';
      const fill = ' '.repeat(width - [...text].length);
      return column === 0 ? text + fill : fill + text;
    });
    return `| ${cells.join(' | ')} |`;
  };
  const rule = widths.map((width, column) =>
    column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  );
  return [line(heading), `| ${rule.join(' | ')} |`, ...body.map(line)];
}

/** A share as a percentage of one decimal, without it where it is 0. */
export function percent(share: number): string {
  return `${(share * 100).toFixed(1).replace(/\.0$/, '')} %`;
}
