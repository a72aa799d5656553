// The queues between functions. A test compares them with those that the functions declare.
param name string
param location string
param tags object
param principalId string
param workspaceId string

var queueNames = [
  'accounts'
  'claims'
  'debits'
  'erasures'
  'insurance'
  'notifications'
  'partners'
  'payments'
  'provider-events'
  'vouchers'
]

// Standard: up to 256 KB a message (the webhook takes 192), and the delivery state of the queues can be watched.
resource bus 'Microsoft.ServiceBus/namespaces@2024-01-01' = {
  name: name
  location: location
  tags: tags
  sku: {
    name: 'Standard'
    tier: 'Standard'
  }
  properties: {
    disableLocalAuth: true
    minimumTlsVersion: '1.2'
  }
}

// No duplicate detection: it goes by the message id, which an output binding of a custom handler cannot set, so it would never find a
// repeat. Consumers are idempotent instead. No sessions: order is nobody's to rely on (a message says that something changed).
resource queues 'Microsoft.ServiceBus/namespaces/queues@2024-01-01' = [for queueName in queueNames: {
  parent: bus
  name: queueName
  properties: {
    // The host renews it while a call is under way (host.json, maxAutoLockRenewalDuration).
    lockDuration: 'PT1M'
    maxDeliveryCount: 10
    // Nothing vanishes: what nobody took in two weeks becomes a dead letter, and dead letters stay.
    defaultMessageTimeToLive: 'P14D'
    deadLetteringOnMessageExpiration: true
    maxSizeInMegabytes: 5120
    requiresDuplicateDetection: false
    requiresSession: false
  }
}]

// Neither makes or deletes a queue. Scaling goes by the messages that can be peeked, which needs no more.
var roles = [
  '4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0' // Azure Service Bus Data Receiver
  '69a216fc-b8fb-44d8-bc22-1f3c2cd27a39' // Azure Service Bus Data Sender
]

resource exchanges 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for role in roles: {
  name: guid(bus.id, principalId, role)
  scope: bus
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
  }
}]

resource logged 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: bus
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'OperationalLogs'
        enabled: true
      }
    ]
    metrics: [
      {
        category: 'AllMetrics'
        enabled: true
      }
    ]
  }
}

output id string = bus.id
output name string = bus.name
output host string = '${bus.name}.servicebus.windows.net'
