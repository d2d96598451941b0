import { PhasegateError } from '../domain/fault.js';
import type { IncidentPolicy } from '../domain/incident-policy.js';
import type { Seal } from '../domain/incident-marker.js';
import templates from '../generated/templates.js';
import { INCIDENT_TEMPLATES, type IncidentTemplateName, type IncidentView } from '../render/incident.js';
import { fillTemplate, type Template } from '../render/template.js';
import { readTextIfExists } from './files.js';

/** The repository's own template where it has one of that name, else the product's. @throws PhasegateError `io-failed`. */
export async function readTemplate(file: string): Promise<Template> {
  const text = (await readTextIfExists(file)) ?? templates[file];
  if (text === undefined) throw new PhasegateError('io-failed', `${file} is not among the bundled templates`);
  return { file, text };
}

/** What the texts of incidents are made with. `environment`: GITHUB_SERVER_URL, where it is not github.com. */
export async function incidentView(options: {
  readonly policy: IncidentPolicy;
  readonly repository: string;
  readonly seal: Seal | null;
  readonly environment: NodeJS.ProcessEnv;
}): Promise<IncidentView> {
  const { policy, repository, seal, environment } = options;
  const read = await Promise.all(
    INCIDENT_TEMPLATES.map(
      async (name) => [name, await readTemplate(`templates/incident/${name}.md`)] as const,
    ),
  );
  return {
    policy,
    repository,
    seal,
    templates: Object.fromEntries(read) as Record<IncidentTemplateName, Template>,
    render: fillTemplate,
    serverUrl: (environment['GITHUB_SERVER_URL'] ?? 'https://github.com').replace(/\/+$/, ''),
  };
}
