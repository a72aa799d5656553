// The function app: a custom handler on Flex Consumption (docs/decisions/0022-azure-environment.md). One plan takes one app.
param name string
param location string
param tags object
param identityId string
param identityClientId string
param stateAccountName string
param hostAccountName string
param packageContainer string
param serviceBusHost string
param vaultUri string
param insightsConnectionString string
param zoneRedundant bool
param maximumInstanceCount int
param instanceMemoryMB int
param alwaysReady array
param siteUpdateStrategy string
param customerReturnUrl string
param customerWaitDays int
param providerWritesPerSecond int
param mailTransport string
param mailFrom string
param mailEndpoint string
param smtpHost string
param smtpPort int

// Which settings the Functions host reads. FUNCTIONS_WORKER_RUNTIME is not among them: on this plan functionAppConfig says it.
var hostSettings = {
  APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
  AzureWebJobsStorage__accountName: hostAccountName
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identityClientId
  ServiceBus__fullyQualifiedNamespace: serviceBusHost
  ServiceBus__credential: 'managedidentity'
  ServiceBus__clientId: identityClientId
  // A name of its own, and not the app's: an app that takes this one's place goes on with its workflows.
  AzureFunctionsJobHost__extensions__durableTask__hubName: 'Solde'
}

// Which ones the app reads (docs/running.md). A test compares them with the code.
var appSettings = {
  // Whom DefaultAzureCredential signs in as.
  AZURE_CLIENT_ID: identityClientId
  Storage__AccountName: stateAccountName
  Solde__OperatorKeyHash: '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/operator-key-hash)'
  Solde__SigningKey: '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/signing-key)'
  Stripe__ApiKey: '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/stripe-api-key)'
  Stripe__WebhookSecrets: '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/stripe-webhook-secrets)'
  Stripe__ReturnUrl: customerReturnUrl
  Stripe__CustomerWaitDays: string(customerWaitDays)
  Stripe__WritesPerSecond: string(providerWritesPerSecond)
  Mail__Transport: mailTransport
  Mail__From: mailFrom
}

var azureMailSettings = {
  Mail__AzureEndpoint: mailEndpoint
}

var smtpMailSettings = {
  Mail__SmtpHost: smtpHost
  Mail__SmtpPort: string(smtpPort)
  Mail__SmtpTls: 'true'
  Mail__SmtpUser: '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/smtp-user)'
  Mail__SmtpPassword: '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/smtp-password)'
}

var settings = union(hostSettings, appSettings, mailTransport == 'azure' ? azureMailSettings : smtpMailSettings)

resource hostAccount 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: hostAccountName
}

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: 'plan-${name}'
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    tier: 'FlexConsumption'
    name: 'FC1'
  }
  properties: {
    reserved: true
    zoneRedundant: zoneRedundant
  }
}

resource app 'Microsoft.Web/sites@2024-04-01' = {
  name: name
  location: location
  tags: tags
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: identityId
    siteConfig: {
      appSettings: map(items(settings), setting => {
        name: setting.key
        value: setting.value
      })
    }
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${hostAccount.properties.primaryEndpoints.blob}${packageContainer}'
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      runtime: {
        name: 'custom'
        version: '1.0'
      }
      scaleAndConcurrency: {
        maximumInstanceCount: maximumInstanceCount
        instanceMemoryMB: instanceMemoryMB
        alwaysReady: alwaysReady
      }
      siteUpdateStrategy: {
        type: siteUpdateStrategy
      }
    }
  }
}

// Packages come from somebody who signed in, never with a user name and a password.
resource publishing 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-04-01' = [for way in ['ftp', 'scm']: {
  parent: app
  name: way
  properties: {
    allow: false
  }
}]

output name string = app.name
output url string = 'https://${app.properties.defaultHostName}'
