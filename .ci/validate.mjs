// Holds template.yaml against CloudFormation's own rules and resource schemas, offline. What is inside of SAM's functions it does not
// know: that is TemplateRulesTest's.
import { fileURLToPath } from 'node:url';
import { RegoEngine, TemplateFile } from '@aws/cloudformation-validate';

const path = process.argv[2] ?? fileURLToPath(new URL('../template.yaml', import.meta.url));
const { metadata, diagnostics } = new RegoEngine().validateStandard(new TemplateFile(path));
const isFault = ({ severity }) => ['FATAL', 'ERROR', 'WARN', 'WARNING'].includes(severity);
// What is right although the validator does not know it.
const isKnown = ({ ruleId, message, entity }) =>
  // SAM's own reference to a function's alias; the local template reader checks it.
  (ruleId === 'F1020' && /^'\w+Function\.Alias' is not one of/.test(message)) ||
  // The default of the tables' limits, which a condition keeps away from the table.
  (ruleId === 'F3034' && message === '0 is less than the minimum of 1' && entity?.resourceType === 'AWS::DynamoDB::Table');
const faults = diagnostics.filter((found) => isFault(found) && !isKnown(found));
for (const { ruleId, message, entity, startLine } of faults) {
  console.error(`template.yaml:${startLine}: ${entity?.logicalId ?? 'the template'}: ${message} (${ruleId})`);
}
if (metadata.resourcesScanned === 0) throw new Error('nothing was looked at');
console.log(`template.yaml: ${metadata.resourcesScanned} resources by ${metadata.rulesEvaluated} rules, ${faults.length} faults`);
process.exitCode = faults.length > 0 ? 1 : 0;
