/** Why a source could not be fetched: it counts as silent, and the next tick asks again. Holds no secret. */
export class SourceFault extends Error {
  constructor(message: string, options: { readonly cause?: unknown } = {}) {
    super(message, options);
    this.name = 'SourceFault';
  }
}
