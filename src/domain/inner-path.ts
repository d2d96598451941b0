const MAX_LENGTH = 1_000;
const ODD = /[\\:\u0000-\u001f\u007f]/;

/** Whether a text is a path with `/` between its parts that stays in the folder it starts in. */
export function isInnerPath(text: string): boolean {
  return (
    text.length <= MAX_LENGTH &&
    !ODD.test(text) &&
    text.split('/').every((part) => part !== '' && part !== '.' && part !== '..')
  );
}
