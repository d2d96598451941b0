/** Folder of the datasets that dashboards read, relative to the root of observability. */
export const BUNDLE_FOLDER = 'out/dashboard';
export const HISTORY_FOLDER = 'ops/dashboard_export_history';
/** What was removed from the history. */
export const ARCHIVE_FILE = 'ops/dashboard_export_archive_manifest.json';
