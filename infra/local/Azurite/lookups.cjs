// Loaded into Azurite before it starts (`node --require`). Azurite finds what it is asked for by looking through all it has, where Azure
// has an index: a query runs its filter over the whole table, a row is looked for in its whole partition, and every call of a queue sorts
// all messages anew. With this the cost of a call follows what it is about. What comes out is still decided by Azurite's own code.
// https://github.com/Azure/Azurite/issues/2321
'use strict';

const path = require('node:path');

const source = path.dirname(process.argv[1]);
const load = (...names) => require(path.join(source, ...names)).default;
const Tables = load('table', 'persistence', 'LokiTableMetadataStore.js');
const Queues = load('queue', 'persistence', 'LokiQueueMetadataStore.js');
const parse = load('table', 'persistence', 'QueryInterpreter', 'QueryParser.js');

// Rows by their two keys. Azurite's own sorted lists of keys are let go: to keep them costs as much as the table is large.

const entityCollection = Tables.prototype.getEntityCollection;

Tables.prototype.getEntityCollection = function (...names) {
  const collection = entityCollection.apply(this, names);
  if (!collection.rowsByKeys) {
    collection.binaryIndices = {};
    const rows = new RowsByKeys(collection.data);
    collection.on(['insert', 'update'], row => rows.put(row));
    collection.on('delete', row => rows.remove(row));
    // Not enumerable, or they would be written to disk.
    Object.defineProperty(collection, 'rowsByKeys', { value: rows });
    Object.defineProperty(collection, 'findOne', { value: keys => rows.find(keys) });
  }
  return collection;
};

class RowsByKeys {
  #partitions = new Map();

  constructor(rows) {
    for (const row of rows) this.put(row);
  }

  put(row) {
    if (!this.#partitions.has(row.PartitionKey)) this.#partitions.set(row.PartitionKey, new Map());
    this.#partitions.get(row.PartitionKey).set(row.RowKey, row);
  }

  remove({ PartitionKey, RowKey }) {
    const partition = this.#partitions.get(PartitionKey);
    partition?.delete(RowKey);
    if (partition?.size === 0) this.#partitions.delete(PartitionKey);
  }

  find({ PartitionKey, RowKey }) {
    return this.#partitions.get(PartitionKey)?.get(RowKey) ?? null;
  }

  of(partition) {
    return this.#partitions.get(partition)?.values() ?? [];
  }
}

// The rows of one partition.

const queryEntities = Tables.prototype.queryTableEntities;

Tables.prototype.queryTableEntities = function (context, account, table, options, ...continuation) {
  const partition = partitionOf(options.filter);
  if (partition === undefined) return queryEntities.call(this, context, account, table, options, ...continuation);
  const narrowed = Object.create(this, {
    getEntityCollection: { value: (...names) => ({ chain: () => rowsOf(this.getEntityCollection(...names), partition) }) },
  });
  return queryEntities.call(narrowed, context, account, table, options, ...continuation);
};

/** What the database's own search for the partition would give. */
function rowsOf(collection, partition) {
  const found = collection.chain();
  found.filteredrows = Array.from(collection.rowsByKeys.of(partition), row => collection.get(row.$loki, true)[1]);
  found.filterInitialized = true;
  return found;
}

/** The one partition that a filter allows, or undefined: where it allows several, or where Azurite will say what is wrong with it. */
function partitionOf(filter) {
  if (!filter) return undefined;
  try {
    return partitionIn(parse(filter));
  } catch {
    return undefined;
  }
}

function partitionIn(node) {
  if (node.name === 'and') return partitionIn(node.left) ?? partitionIn(node.right);
  if (node.name !== 'eq') return undefined;
  const sides = [node.left, node.right];
  const isOfPartitionKey = sides.some(side => side.name === 'id' && side.identifier === 'PartitionKey');
  return isOfPartitionKey ? sides.find(side => side.name === 'constant' && typeof side.value === 'string')?.value : undefined;
}

// Messages whose time is over, a week unless told: Azurite sorts all others anew even when it removes none.

const clearExpiredMessages = Queues.prototype.clearExpiredMessages;

Queues.prototype.clearExpiredMessages = async function (account, queue, context) {
  this.checkQueueExist(account, queue, context);
  const now = Date.now();
  const { data } = this.db.getCollection(this.MESSAGES_COLLECTION);
  if (data.some(message => message.expirationTime <= now)) await clearExpiredMessages.call(this, account, queue, context);
};
