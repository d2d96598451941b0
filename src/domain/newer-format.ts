/** A format's name and number, as in `phasegate.history/1`. */
const FORMAT = /^([a-z][a-z.-]*\/)(\d{1,9})$/;

/**
 * What a file names as its format, where that is a higher number of a format that is known: a later version of Phasegate
 * wrote it. null for the format itself, for another one, and for what is no format, such as a damaged number.
 *
 * @param known such as `phasegate.history/1`
 */
export function newerFormat(found: unknown, known: string): string | null {
  const [, name, number] = (typeof found === 'string' ? FORMAT.exec(found) : null) ?? [];
  const [, knownName, knownNumber] = FORMAT.exec(known) ?? [];
  return name === knownName && Number(number) > Number(knownNumber) ? (found as string) : null;
}
