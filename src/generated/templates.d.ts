/** The product's own templates, by path. */
declare const templates: Readonly<Record<string, string>>;
export default templates;
