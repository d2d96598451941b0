import type { components } from '@octokit/openapi-types';

type Schemas = components['schemas'];

/** GitHub's own description of its answers: what is answered here without `emulate` is checked against it by the compiler. */
export type User = Schemas['simple-user'];
export type Repository = Schemas['minimal-repository'];
export type Artifact = Schemas['artifact'];
export type Workflow = Schemas['workflow'];
export type WorkflowRun = Schemas['workflow-run'];
export type Job = Schemas['job'];
export type Approval = Schemas['environment-approvals'];
export type DispatchAnswer = Schemas['workflow-dispatch-response'];
export type CollaboratorPermission = Schemas['repository-collaborator-permission'];
