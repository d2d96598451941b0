import type { CommentRecord, IssueEventRecord } from '../domain/incident-acknowledge.js';
import type { IssueRecord } from '../domain/incident-issue.js';

export interface IssueDraft {
  readonly title: string;
  readonly body: string;
  readonly labels: readonly string[];
  readonly assignees: readonly string[];
}

export interface IssueEdit {
  readonly body: string;
  /** Whether it is closed, or opened again; null: it stays as it is. */
  readonly turns: 'closed' | 'open' | null;
}

/** Port to the issues that incidents are. Implementation: GitHub's REST API (github-issues.ts). */
export interface IncidentIssues {
  /** `owner/name`. */
  readonly repository: string;
  /** How many requests were sent so far. */
  readonly sent: number;
  /** Open issues with the incidents' label; read once. */
  open(): Promise<readonly IssueRecord[]>;
  /** The newest issues with the label, closed ones too, read anew. */
  newest(): Promise<readonly IssueRecord[]>;
  /** The issues with the label that changed last, closed ones too, read anew. */
  changed(): Promise<readonly IssueRecord[]>;
  /** The newest comments, oldest first. */
  comments(issue: IssueRecord): Promise<readonly CommentRecord[]>;
  /** Labels put on it and assignments, oldest first. */
  events(issue: IssueRecord): Promise<readonly IssueEventRecord[]>;
  /** Whether a person may write to the repository; null where GitHub knows nobody of that name. */
  mayWrite(login: string): Promise<boolean | null>;
  /**
   * Makes an issue, once: where the answer is lost, `isIt` tells it among the newest ones. Says what could not be done as
   * asked.
   */
  create(
    draft: IssueDraft,
    isIt: (issue: IssueRecord) => boolean,
  ): Promise<{ readonly issue: IssueRecord; readonly warning: string | null }>;
  edit(number: number, edit: IssueEdit): Promise<void>;
  /** Writes a comment, once: where the answer is lost, `isIt` tells it among the newest ones. */
  comment(issue: IssueRecord, body: string, isIt: (comment: CommentRecord) => boolean): Promise<void>;
}
