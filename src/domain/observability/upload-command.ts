/** An argument of an upload's command that is replaced by the folder of the datasets. */
export const FOLDER_PLACEHOLDER = '{folder}';

/** The words of a command with the folder in its place. Only whole words are replaced, so a folder's name is never part of one. */
export function uploadWords(command: readonly string[], folder: string): readonly string[] {
  return command.map((word, i) => (i > 0 && word === FOLDER_PLACEHOLDER ? folder : word));
}
