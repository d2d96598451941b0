import type { Language } from '../../domain/notify-policy.js';
import type { Channel } from '../../ports/notifier.js';
import { slackMessage } from '../../render/slack-message.js';
import { post } from './http-post.js';

/** Slack by an incoming webhook (https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks). */
export function slackChannel(options: {
  readonly name: string;
  readonly url: string;
  readonly language: Language;
}): Channel {
  const { name, url, language } = options;
  return {
    name,
    send: (rendered, sending) =>
      post(
        {
          url,
          body: JSON.stringify(slackMessage(rendered, { language, isRepeat: sending.isRepeat })),
          headers: { 'content-type': 'application/json; charset=utf-8' },
          // The last part of the path is the key.
          secrets: [new URL(url).pathname, url.split('/').at(-1) ?? ''],
        },
        sending,
      ),
  };
}
