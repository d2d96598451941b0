import { noticeFacts, type Notice, type NoticeText, type RenderedNotice } from '../src/domain/notice.js';
import { noticeLinks } from '../src/render/notice-facts.js';

/** A notice for tests of outbox and channels. */
export function notice(changes: Partial<Notice> = {}): Notice {
  const severity = changes.severity ?? 'critical';
  return {
    id: 'checkout/slo/P-1/pay_p95/violation/20260302T143000Z',
    template: 'incident',
    kind: 'trigger',
    severity,
    routedAs: severity,
    rollout: 'checkout',
    phase: 'P-1',
    slo: 'pay_p95',
    dedupKey: 'checkout/slo/P-1/pay_p95',
    at: '2026-03-02T14:30:00Z',
    facts: noticeFacts({ rollout: 'checkout', phase: 'P-1', metric: 'pay_p95', value: '1,204 ms' }),
    links: noticeLinks({
      run: 'https://github.example/octo/shop/actions/runs/7',
      runbook: 'https://wiki.example/x',
    }),
    ...changes,
  };
}

export function rendered(changes: Partial<Notice> = {}, text: Partial<NoticeText> = {}): RenderedNotice {
  return {
    notice: notice(changes),
    text: { title: 'pay_p95 is violated', text: 'line one\nline two', html: null, ...text },
  };
}
