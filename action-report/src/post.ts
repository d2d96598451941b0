import { workOnCache } from '../../src/io/post-cache.js';

await workOnCache(process.env);
