/** What nothing may read as its own, wherever telemetry, people or names can write. */
export const WORST = [
  '<!channel> <!here|here> <@U024BE7LH> <#C024BE7LR> <https://evil.test|trust me> @here @everyone',
  '[a link](https://evil.test) ![i](x) `code` *bold* **bold** _i_ ~s~ :boom: www.evil.test',
  '</script><script>alert(1)</script></style><img src=x onerror=alert(1)> <!-- --> &amp; "q" \'',
  '\u202eturned\u202c \u2066isolated\u2069 \u200fmark \u200bhidden \u001b[31mred\u0000 \ud83d',
  'Bcc: evil@evil.test\r\nBcc: evil@evil.test\n::error::forged\n# heading\n> quoted\n- item\n.\n--- title',
  '{{ rollout }} {% raw %}',
  'x'.repeat(10_240),
].join(' ');

/** Marks that turn text around, hide it, or move a cursor; line breaks are a text's own. */
export const UNPRINTABLE =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200c-\u200f\u202a-\u202e\u2066-\u2069]|\p{Surrogate}/u;
