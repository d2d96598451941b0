import { saveStateInPost } from '../../src/io/post-cache.js';

await saveStateInPost(process.env);
