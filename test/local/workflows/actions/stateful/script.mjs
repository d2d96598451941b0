import { appendFileSync } from 'node:fs';
const seen = process.env.STATE_seen ?? '';
const phase = seen === '' ? 'pre' : seen === 'pre' ? 'main' : 'post';
console.log(`${phase} ${process.env.INPUT_TAG} after ${seen || 'nothing'}`);
appendFileSync(process.env.GITHUB_STATE, `seen=${phase}\n`);
