/** One thing people should know. */
export interface Notice {
  /** The same for every try to deliver the same fact. */
  readonly id: string;
  readonly severity: 'info' | 'warning' | 'critical';
  readonly title: string;
  /** Plain text, a sentence a line. */
  readonly body: string;
}
