import type { NoticeTemplate, Severity } from './notice.js';

export type Language = 'en' | 'ja';

/** Where notices can go. Secrets are named, by the environment variable that holds them. */
export type ChannelPolicy =
  /** The run's log. */
  | { readonly kind: 'console'; readonly name: string }
  /** A log among the reports, `reports/runbook/<name>.jsonl`. */
  | { readonly kind: 'file'; readonly name: string }
  /** An incoming webhook; its address is the secret. */
  | { readonly kind: 'slack'; readonly name: string; readonly secret: string }
  /** Events API v2; the integration's routing key is the secret. */
  | { readonly kind: 'pagerduty'; readonly name: string; readonly secret: string; readonly url: string }
  /** SMTP with TLS; `smtps://user:password@host:465` or `smtp://…:587` (STARTTLS) is the secret. */
  | {
      readonly kind: 'email';
      readonly name: string;
      readonly secret: string;
      readonly from: string;
      readonly to: readonly string[];
    }
  /** Any server; address and signing key are secrets. */
  | {
      readonly kind: 'webhook';
      readonly name: string;
      readonly secret: string;
      readonly signingSecret: string;
    };

/** Which notices go to which channels; an empty list matches all. A notice goes by every route that matches. */
export interface Route {
  readonly severities: readonly Severity[];
  readonly templates: readonly NoticeTemplate[];
  readonly phases: readonly string[];
  /** Names of channels. Never empty. */
  readonly to: readonly string[];
}

/** Who is told what, and how. */
export interface NotifyPolicy {
  /** Default `en`. */
  readonly language: Language;
  /** What lasts is called to mind so often, in milliseconds; 0: never. Default 4 hours. */
  readonly remindMs: number;
  /** How long one channel may hold a tick up, in milliseconds. Default 20 seconds. */
  readonly budgetMs: number;
  /** Address of the runbook; null: there is none. */
  readonly runbook: string | null;
  /** Address that the dashboard is published at; null: it is an artifact of the run. */
  readonly dashboard: string | null;
  /** By name. */
  readonly channels: readonly ChannelPolicy[];
  readonly routes: readonly Route[];
}

export const DEFAULT_PAGERDUTY_URL = 'https://events.pagerduty.com';
