// Holds template.yaml against CloudFormation's own resource schemas and rules, offline.
import { RegoEngine, TemplateFile } from "@aws/cloudformation-validate";

const [template] = process.argv.slice(2);
// W3030 is an error in all but name: a value that the service does not take.
const isFault = ({ severity, ruleId }) =>
  severity === "FATAL" || severity === "ERROR" || ruleId === "W3030";

// What is right although the validator does not know it.
const isKnown = ({ ruleId, message, entity }) =>
  // SAM's own reference to a function's alias; the local template reader checks it.
  (ruleId === "F1020" && /^'\w+Function\.Alias' is not one of/.test(message)) ||
  // The default of the tables' limits, which a condition keeps away from the table.
  (ruleId === "F3034" && message === "0 is less than the minimum of 1" && entity?.resourceType === "AWS::DynamoDB::Table");

const engine = new RegoEngine();
const faults = engine.validateStandard(new TemplateFile(template)).diagnostics.filter(
  (found) => isFault(found) && !isKnown(found),
);
engine.free();
for (const { ruleId, message, startLine, startColumn, entity } of faults) {
  console.error(`${template}:${startLine}:${startColumn}: ${entity?.logicalId ?? "template"}: ${message} (${ruleId})`);
}
console.log(`${template}: ${faults.length} faults`);
process.exit(faults.length === 0 ? 0 : 1);
