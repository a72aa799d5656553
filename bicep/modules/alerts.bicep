// What a person is called for. Each alert's description says where to go on: a heading of docs/runbook.md.
param name string
param location string
param tags object
param email string
param serviceBusId string
param stateAccountId string
param vaultId string
param insightsId string

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-${name}'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'solde'
    enabled: true
    emailReceivers: [
      {
        name: 'operators'
        emailAddress: email
        useCommonAlertSchema: true
      }
    ]
  }
}

// One sample a name: metrics that say by themselves that something is wrong.
var metricAlerts = [
  {
    name: 'dead-letters'
    description: 'A message failed ten times. Runbook: Replay dead letters.'
    severity: 1
    scope: serviceBusId
    namespace: 'Microsoft.ServiceBus/namespaces'
    metric: 'DeadletteredMessages'
    dimension: 'EntityName'
    aggregation: 'Maximum'
    operator: 'GreaterThan'
    threshold: 0
    window: 'PT5M'
  }
  {
    name: 'queue-lag'
    description: 'Messages of a queue wait. Runbook: A queue grows.'
    severity: 2
    scope: serviceBusId
    namespace: 'Microsoft.ServiceBus/namespaces'
    metric: 'ActiveMessages'
    dimension: 'EntityName'
    aggregation: 'Minimum'
    operator: 'GreaterThan'
    threshold: 500
    window: 'PT15M'
  }
  {
    name: 'state-unavailable'
    description: 'The storage of the state refuses calls. Runbook: Restore.'
    severity: 1
    scope: stateAccountId
    namespace: 'Microsoft.Storage/storageAccounts'
    metric: 'Availability'
    dimension: ''
    aggregation: 'Average'
    operator: 'LessThan'
    threshold: 99
    window: 'PT15M'
  }
  {
    name: 'vault-unavailable'
    description: 'Without the vault no instance of the app starts. Runbook: The app answers with errors.'
    severity: 2
    scope: vaultId
    namespace: 'Microsoft.KeyVault/vaults'
    metric: 'Availability'
    dimension: ''
    aggregation: 'Average'
    operator: 'LessThan'
    threshold: 99
    window: 'PT15M'
  }
]

resource metrics 'Microsoft.Insights/metricAlerts@2018-03-01' = [for alert in metricAlerts: {
  name: '${alert.name}-${name}'
  location: 'global'
  tags: tags
  properties: {
    description: alert.description
    severity: alert.severity
    enabled: true
    autoMitigate: true
    scopes: [alert.scope]
    evaluationFrequency: 'PT5M'
    windowSize: alert.window
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: alert.name
          criterionType: 'StaticThresholdCriterion'
          metricNamespace: alert.namespace
          metricName: alert.metric
          timeAggregation: alert.aggregation
          operator: alert.operator
          threshold: alert.threshold
          dimensions: empty(alert.dimension) ? [] : [
            {
              name: alert.dimension
              operator: 'Include'
              values: ['*']
            }
          ]
        }
      ]
    }
    actions: [
      {
        actionGroupId: people.id
      }
    ]
  }
}]

// Questions to the logs of the Functions host. What callers are answered is among them, because this plan has no metric for it.
var queryAlerts = [
  {
    name: 'server-errors'
    description: 'Callers, the payment provider among them, get 5xx. Runbook: The app answers with errors.'
    severity: 1
    window: 'PT5M'
    threshold: 10
    query: 'requests | where resultCode startswith "5"'
  }
  {
    name: 'failed-workflows'
    description: 'A workflow ended in failure: nothing goes on with it by itself. Runbook: Resume a run.'
    severity: 1
    window: 'PT15M'
    threshold: 0
    query: 'traces | where customDimensions.Category == "Host.Triggers.DurableTask" | extend state = tostring(customDimensions.prop__state), kind = tostring(customDimensions.prop__functionType) | where kind == "Orchestrator" and state == "Failed"'
  }
  {
    name: 'failed-timers'
    description: 'A timer failed twice in an hour: due work is not asked for. Runbook: The app answers with errors.'
    severity: 2
    window: 'PT1H'
    threshold: 1
    query: 'requests | where success == false and name in ("FindDuePayments", "FindDueWallets", "FindNights", "ReceiveClaims", "ResendOutbox", "StartMonthlyRuns", "StartRetries", "WatchMandates", "WatchReturns", "WatchWorkflows")'
  }
  {
    name: 'app-does-not-start'
    description: 'The host cannot start the app, most often for a setting that is missing or wrong. Runbook: The app answers with errors.'
    severity: 1
    window: 'PT15M'
    threshold: 2
    query: 'exceptions | where outerMessage has "HttpWorker" or outerMessage has "Failed to start a new language worker"'
  }
]

resource queries 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [for alert in queryAlerts: {
  name: '${alert.name}-${name}'
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    description: alert.description
    severity: alert.severity
    enabled: true
    autoMitigate: true
    scopes: [insightsId]
    evaluationFrequency: 'PT5M'
    windowSize: alert.window
    criteria: {
      allOf: [
        {
          query: alert.query
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: alert.threshold
          failingPeriods: {
            numberOfEvaluationPeriods: 1
            minFailingPeriodsToAlert: 1
          }
        }
      ]
    }
    actions: {
      actionGroups: [people.id]
    }
  }
}]
