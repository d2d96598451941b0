/** Version of Phasegate that is written into every analysis: that of package.json. */
export const VERSION = '0.1.0';
