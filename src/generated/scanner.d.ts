/** The scanner as WebAssembly, in base 64. */
declare const scanner: string;
export default scanner;
