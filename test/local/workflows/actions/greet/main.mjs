import { appendFileSync } from 'node:fs';
appendFileSync(process.env.GITHUB_OUTPUT, `text=hello ${process.env.INPUT_WHO}\n`);
console.log(`path ${process.env.GITHUB_ACTION_PATH}`);
