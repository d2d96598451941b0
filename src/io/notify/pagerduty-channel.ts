import type { Channel } from '../../ports/notifier.js';
import { pagerdutyRequest } from '../../render/pagerduty-event.js';
import { post } from './http-post.js';

/** PagerDuty by the Events API v2. Its dedup key makes a repeat of an alert no second one. */
export function pagerdutyChannel(options: {
  readonly name: string;
  /** Address of the API, as `https://events.pagerduty.com`. */
  readonly url: string;
  readonly routingKey: string;
}): Channel {
  const { name, url, routingKey } = options;
  return {
    name,
    send(rendered, sending) {
      const { path, body } = pagerdutyRequest(rendered, routingKey);
      return post(
        {
          url: `${url.replace(/\/$/, '')}${path}`,
          body: JSON.stringify(body),
          headers: { 'content-type': 'application/json' },
          secrets: [routingKey],
        },
        sending,
      );
    },
  };
}
