export { DEFAULT_BUDGET } from './budget.ts';
export type { BudgetLimits } from './budget.ts';
export { TemplateError } from './error.ts';
export type { TemplateStage } from './error.ts';
export { evaluateExpression, isTemplate, renderTemplate, renderValue, validateTemplate } from './render.ts';
export type { RenderOptions, TemplateContext } from './render.ts';
