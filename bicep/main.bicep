// An environment of Solde: everything that the app needs, made before it and known to it by name.
//
// Nobody holds a key: the app, the platform under it and the deployment sign in as identities, and each has the roles that it uses
// (docs/decisions/0022-azure-environment.md). Secrets are put into the vault by a person (docs/runbook.md), never through here.
targetScope = 'resourceGroup'

@description('Tells environments apart in names and tags.')
@allowed(['dev', 'staging', 'production'])
param environmentName string

@description('A region that has Flex Consumption.')
param location string = resourceGroup().location

@description('Copies of the state. Production keeps one in another region as well.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_RAGRS', 'Standard_GZRS', 'Standard_RAGZRS'])
param stateSku string

@description('Copies of what the Functions host keeps, workflows under way among it.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS'])
param hostSku string

@description('Nobody deletes the account with the state, nor purges the vault, while this is so.')
param isProtected bool

@description('Spreads the app over the zones of the region.')
param zoneRedundant bool

@description('What may run at once, over all functions. Each of them scales on its own.')
@minValue(40)
@maxValue(1000)
param maximumInstanceCount int

@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048

@description('Instances that never sleep: { name: \'http\' or \'durable\' or \'function:<name>\', instanceCount: number }.')
param alwaysReady array

@description('How a new package or setting reaches the instances that run. See docs/runbook.md before RollingUpdate.')
@allowed(['Recreate', 'RollingUpdate'])
param siteUpdateStrategy string = 'Recreate'

@description('Who is told when something needs a person.')
param alertEmail string

@minValue(30)
@maxValue(730)
param logRetentionDays int

@description('The page to which a customer comes back from his bank.')
param customerReturnUrl string

@description('How many days a customer is waited for who must confirm a payment.')
@minValue(1)
@maxValue(60)
param customerWaitDays int = 7

@description('Calls a second that write at the provider, of one instance.')
param providerWritesPerSecond int = 20

@allowed(['azure', 'smtp'])
param mailTransport string = 'azure'

@description('The sender. With azure and no domain of ours, the address of the domain that Azure gives is used.')
param mailFrom string = ''

@description('A domain of ours for mails by azure. It is linked once its DNS records are there: see mailDomainIsVerified.')
param mailDomain string = ''

param mailDomainIsVerified bool = false

@description('The mail server, with smtp.')
param smtpHost string = ''

param smtpPort int = 587

@description('Where the mail service keeps its data.')
param mailDataLocation string = 'Europe'

var suffix = uniqueString(resourceGroup().id)
var tags = {
  application: 'solde'
  environment: environmentName
}

// Made before the app and living longer than it: its roles are there at the app's first start.
resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'id-solde-${environmentName}'
  location: location
  tags: tags
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  params: {
    name: 'solde-${environmentName}'
    location: location
    tags: tags
    retentionDays: logRetentionDays
    principalId: identity.properties.principalId
  }
}

module state 'modules/state.bicep' = {
  name: 'state'
  params: {
    name: 'soldestate${suffix}'
    location: location
    tags: tags
    sku: stateSku
    isProtected: isProtected
    principalId: identity.properties.principalId
    workspaceId: monitoring.outputs.workspaceId
  }
}

module host 'modules/host.bicep' = {
  name: 'host'
  params: {
    name: 'soldehost${suffix}'
    location: location
    tags: tags
    sku: hostSku
    principalId: identity.properties.principalId
    workspaceId: monitoring.outputs.workspaceId
  }
}

module serviceBus 'modules/service-bus.bicep' = {
  name: 'service-bus'
  params: {
    name: 'sb-solde-${environmentName}-${suffix}'
    location: location
    tags: tags
    principalId: identity.properties.principalId
    workspaceId: monitoring.outputs.workspaceId
  }
}

module vault 'modules/vault.bicep' = {
  name: 'vault'
  params: {
    name: 'kv-solde-${suffix}'
    location: location
    tags: tags
    isProtected: isProtected
    principalId: identity.properties.principalId
    workspaceId: monitoring.outputs.workspaceId
  }
}

module mail 'modules/mail.bicep' = if (mailTransport == 'azure') {
  name: 'mail'
  params: {
    name: 'solde-${environmentName}-${suffix}'
    tags: tags
    dataLocation: mailDataLocation
    domain: mailDomain
    domainIsVerified: mailDomainIsVerified
    principalId: identity.properties.principalId
  }
}

module app 'modules/app.bicep' = {
  name: 'app'
  params: {
    name: 'solde-${environmentName}-${suffix}'
    location: location
    tags: tags
    identityId: identity.id
    identityClientId: identity.properties.clientId
    stateAccountName: state.outputs.name
    hostAccountName: host.outputs.name
    packageContainer: host.outputs.packageContainer
    serviceBusHost: serviceBus.outputs.host
    vaultUri: vault.outputs.uri
    insightsConnectionString: monitoring.outputs.insightsConnectionString
    zoneRedundant: zoneRedundant
    maximumInstanceCount: maximumInstanceCount
    instanceMemoryMB: instanceMemoryMB
    alwaysReady: alwaysReady
    siteUpdateStrategy: siteUpdateStrategy
    customerReturnUrl: customerReturnUrl
    customerWaitDays: customerWaitDays
    providerWritesPerSecond: providerWritesPerSecond
    mailTransport: mailTransport
    mailFrom: empty(mailFrom) && mailTransport == 'azure' ? mail!.outputs.sender : mailFrom
    mailEndpoint: mailTransport == 'azure' ? mail!.outputs.endpoint : ''
    smtpHost: smtpHost
    smtpPort: smtpPort
  }
}

module alerts 'modules/alerts.bicep' = {
  name: 'alerts'
  params: {
    name: 'solde-${environmentName}'
    location: location
    tags: tags
    email: alertEmail
    serviceBusId: serviceBus.outputs.id
    stateAccountId: state.outputs.id
    vaultId: vault.outputs.id
    insightsId: monitoring.outputs.insightsId
  }
}

@description('For `az functionapp deployment source config-zip`.')
output appName string = app.outputs.name

output appUrl string = app.outputs.url

@description('The address to give the payment provider.')
output webhookUrl string = '${app.outputs.url}/api/v1/provider/webhook'

@description('For `az keyvault secret set`.')
output vaultName string = vault.outputs.name

output stateAccountName string = state.outputs.name

output serviceBusName string = serviceBus.outputs.name
