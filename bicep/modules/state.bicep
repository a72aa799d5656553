// The state: every cent, and every claim message as it came. Only the app's own code reads and writes here.
param name string
param location string
param tags object
param sku string
param isProtected bool
param principalId string
param workspaceId string

// A test compares both lists with those in the code.
var tableNames = [
  'AccountIndex'
  'Accounts'
  'Charges'
  'ClaimIndex'
  'Claims'
  'ComparisonIndex'
  'Comparisons'
  'DebitRuns'
  'Deliveries'
  'DeliveryIndex'
  'DueDays'
  'Erasures'
  'Findings'
  'Insurance'
  'InvoiceRegister'
  'Items'
  'NotificationIndex'
  'Notifications'
  'Organisations'
  'PartnerEvents'
  'Payers'
  'PaymentActions'
  'PayoutIndex'
  'PayoutLines'
  'Payouts'
  'Quotas'
  'Subscribers'
  'UnmatchedEvents'
  'UpcomingPayments'
  'VoucherLooks'
  'VoucherMandates'
  'VoucherServices'
  'Vouchers'
  'WalletIndex'
]

var containerNames = [
  'claims-darva'
  'claims-iris'
  'claims-raw'
  'debit-files'
  'debit-returns'
]

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: {
    name: sku
  }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowSharedKeyAccess: false
    allowCrossTenantReplication: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }
}

resource tableService 'Microsoft.Storage/storageAccounts/tableServices@2024-01-01' = {
  parent: account
  name: 'default'
}

resource tables 'Microsoft.Storage/storageAccounts/tableServices/tables@2024-01-01' = [for tableName in tableNames: {
  parent: tableService
  name: tableName
}]

resource blobService 'Microsoft.Storage/storageAccounts/blobServices@2024-01-01' = {
  parent: account
  name: 'default'
  properties: {
    isVersioningEnabled: true
    deleteRetentionPolicy: {
      enabled: true
      days: 30
    }
    containerDeleteRetentionPolicy: {
      enabled: true
      days: 30
    }
  }
}

resource containers 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' = [for containerName in containerNames: {
  parent: blobService
  name: containerName
  properties: {
    publicAccess: 'None'
  }
}]

// Messages are kept for as long as the law says, and hardly ever read again. Nothing but former versions is deleted here: what is
// deleted by law, the app deletes.
resource lifecycle 'Microsoft.Storage/storageAccounts/managementPolicies@2024-01-01' = {
  parent: account
  name: 'default'
  dependsOn: [blobService]
  properties: {
    policy: {
      rules: [
        {
          name: 'kept-messages-grow-cold'
          type: 'Lifecycle'
          enabled: true
          definition: {
            filters: {
              blobTypes: ['blockBlob']
              prefixMatch: ['claims-raw/']
            }
            actions: {
              baseBlob: {
                tierToCool: {
                  daysAfterModificationGreaterThan: 30
                }
                tierToCold: {
                  daysAfterModificationGreaterThan: 180
                }
              }
            }
          }
        }
        {
          name: 'former-versions-end'
          type: 'Lifecycle'
          enabled: true
          definition: {
            filters: {
              blobTypes: ['blockBlob']
            }
            actions: {
              version: {
                delete: {
                  daysAfterCreationGreaterThan: 90
                }
              }
            }
          }
        }
      ]
    }
  }
}

// Rows and blobs, not the account: the app can make no key, and lock nobody out.
var roles = [
  '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3' // Storage Table Data Contributor
  'ba92f5b4-2d11-453d-a403-e96b0029c9fe' // Storage Blob Data Contributor
]

resource keeps 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for role in roles: {
  name: guid(account.id, principalId, role)
  scope: account
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
  }
}]

resource lock 'Microsoft.Authorization/locks@2020-05-01' = if (isProtected) {
  name: 'state-stays'
  scope: account
  properties: {
    level: 'CanNotDelete'
    notes: 'Tables have no undelete: with this account the books are gone.'
  }
}

// Writes are in the journal already. Who deleted is not, so that is what is logged.
resource tablesLogged 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: tableService
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'StorageDelete'
        enabled: true
      }
    ]
    metrics: [
      {
        category: 'Transaction'
        enabled: true
      }
    ]
  }
}

resource blobsLogged 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: blobService
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'StorageRead'
        enabled: true
      }
      {
        category: 'StorageWrite'
        enabled: true
      }
      {
        category: 'StorageDelete'
        enabled: true
      }
    ]
    metrics: [
      {
        category: 'Transaction'
        enabled: true
      }
    ]
  }
}

output id string = account.id
output name string = account.name
