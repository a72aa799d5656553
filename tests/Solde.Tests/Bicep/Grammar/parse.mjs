// Reads Bicep files and says as JSON what is in them: `node parse.mjs <file>…`. Literals are given as they are; anything else is
// an object { $expression: text }. What the grammar takes no offence at but Azure would, names without a declaration and declarations
// without a use, is listed too.
import { readFileSync } from 'node:fs';
import { Parser, Language } from 'web-tree-sitter';
import { createRequire } from 'node:module';

const functionsOfBicep = new Set([
  'bool', 'contains', 'empty', 'guid', 'items', 'map', 'readEnvironmentVariable', 'resourceGroup', 'string', 'subscription',
  'subscriptionResourceId', 'union', 'uniqueString',
]);

await Parser.init();
const parser = new Parser();
parser.setLanguage(await Language.load(createRequire(import.meta.url).resolve('tree-sitter-bicep/tree-sitter-bicep.wasm')));

const result = {};
for (const path of process.argv.slice(2)) result[path] = read(path);
console.log(JSON.stringify(result));

function read(path) {
  const text = readFileSync(path, 'utf8');
  // The grammar knows no parameter files: there `param a = 1` is what `var a = 1` is in a template.
  const root = parser.parse(path.endsWith('.bicepparam') ? text.replace(/^param (\w+) =/gm, 'var $1 =') : text).rootNode;
  const file = { errors: [], params: {}, vars: {}, resources: [], modules: [], outputs: {}, undeclared: [], unused: [] };
  findErrors(root, file.errors);
  let decorators = [];
  for (const statement of root.namedChildren) {
    if (statement.type === 'decorators') decorators = statement.namedChildren.map(decorator => decorator.text);
    else if (statement.type !== 'comment') {
      declare(statement, decorators, file);
      decorators = [];
    }
  }
  followNames(root, file);
  return file;
}

function declare(statement, decorators, file) {
  const children = statement.namedChildren.filter(child => child.type !== 'comment');
  const name = children[0].text;
  switch (statement.type) {
    case 'parameter_declaration':
      file.params[name] = {
        type: children[1].text,
        isRequired: children.length < 3,
        isSecure: decorators.includes('@secure()'),
        default: children.length < 3 ? null : valueOf(children[2]),
      };
      break;
    case 'variable_declaration':
      file.vars[name] = valueOf(children[1]);
      break;
    case 'output_declaration':
      file.outputs[name] = valueOf(children[2]);
      break;
    case 'resource_declaration': {
      const [type, apiVersion] = valueOf(children[1]).split('@');
      const isExisting = statement.children.some(child => !child.isNamed && child.type === 'existing');
      file.resources.push({ name, type, apiVersion, isExisting, ...bodyOf(children[2]) });
      break;
    }
    case 'module_declaration':
      file.modules.push({ name, path: valueOf(children[1]), ...bodyOf(children[2]) });
      break;
    case 'target_scope_assignment':
    case 'using_statement':
      break;
    default:
      file.errors.push(`${statement.type} is not known to parse.mjs`);
  }
}

/** What stands behind the `=` of a resource or module: an object, one for each of a list, or one on a condition. */
function bodyOf(node) {
  const named = node.namedChildren.filter(child => child.type !== 'comment');
  if (node.type === 'for_statement') return { each: { item: named[0].text, of: valueOf(named[1]) }, body: valueOf(named.at(-1)) };
  if (node.type === 'if_statement') return { condition: named[0].text, body: valueOf(named[1]) };
  return { body: valueOf(node) };
}

function valueOf(node) {
  const named = node.namedChildren.filter(child => child.type !== 'comment');
  switch (node.type) {
    case 'string':
      return named.some(part => part.type === 'interpolation')
        ? { $expression: node.text }
        : named.map(part => part.type === 'escape_sequence' ? part.text.slice(1) : part.text).join('');
    case 'number':
      return Number(node.text);
    case 'boolean':
      return node.text === 'true';
    case 'array':
      return named.map(valueOf);
    case 'object':
      return Object.fromEntries(named.filter(child => child.type === 'object_property').map(property => {
        const [key, value] = property.namedChildren.filter(child => child.type !== 'comment');
        return [key.type === 'identifier' ? key.text : key.text.slice(1, -1), valueOf(value)];
      }));
    default:
      return { $expression: node.text };
  }
}

function findErrors(node, errors) {
  if (node.isError || node.isMissing) errors.push(`line ${node.startPosition.row + 1}: ${JSON.stringify(node.text.slice(0, 60))}`);
  if (node.hasError) node.children.forEach(child => findErrors(child, errors));
}

function followNames(root, file) {
  const declared = new Set([...Object.keys(file.params), ...Object.keys(file.vars), ...file.resources.map(r => r.name), ...file.modules.map(m => m.name)]);
  const used = new Set();
  const undeclared = new Set();
  visit(root, new Set());
  file.undeclared = [...undeclared];
  // A resource is there for itself; a parameter or variable that nobody asks for is a mistake.
  file.unused = [...Object.keys(file.params), ...Object.keys(file.vars)].filter(name => !used.has(name));

  function visit(node, locals) {
    if (node.type === 'decorators' || node.type === 'type') return;
    if (node.type === 'identifier') {
      used.add(node.text);
      if (!declared.has(node.text) && !locals.has(node.text) && !functionsOfBicep.has(node.text)) undeclared.add(node.text);
      return;
    }
    let children = node.namedChildren;
    if (['parameter_declaration', 'variable_declaration', 'output_declaration', 'resource_declaration', 'module_declaration'].includes(node.type))
      children = children.slice(1);
    if (node.type === 'object_property' && children[0].type === 'identifier') children = children.slice(1);
    if (node.type === 'for_statement' || node.type === 'lambda_expression') {
      locals = new Set([...locals, children[0].text]);
      children = children.slice(1);
    }
    children.forEach(child => visit(child, locals));
  }
}
