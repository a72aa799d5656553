// Mails by Communication Services. Without a domain of ours they come from one that Azure gives, which is for trying only.
param name string
param tags object
param dataLocation string
param domain string
param domainIsVerified bool
param principalId string

resource mails 'Microsoft.Communication/emailServices@2025-05-01' = {
  name: 'mail-${name}'
  location: 'global'
  tags: tags
  properties: {
    dataLocation: dataLocation
  }
}

resource given 'Microsoft.Communication/emailServices/domains@2025-05-01' = {
  parent: mails
  name: 'AzureManagedDomain'
  location: 'global'
  tags: tags
  properties: {
    domainManagement: 'AzureManaged'
    userEngagementTracking: 'Disabled'
  }
}

resource ours 'Microsoft.Communication/emailServices/domains@2025-05-01' = if (!empty(domain)) {
  parent: mails
  name: empty(domain) ? 'none' : domain
  location: 'global'
  tags: tags
  properties: {
    domainManagement: 'CustomerManaged'
    userEngagementTracking: 'Disabled'
  }
}

resource service 'Microsoft.Communication/communicationServices@2025-05-01' = {
  name: name
  location: 'global'
  tags: tags
  properties: {
    dataLocation: dataLocation
    disableLocalAuth: true
    linkedDomains: !empty(domain) && domainIsVerified ? [ours.id] : [given.id]
  }
}

// No role that comes with Azure sends mails and nothing else.
resource sender 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid(resourceGroup().id, 'solde-mail-sender')
  properties: {
    roleName: 'Solde mail sender (${name})'
    description: 'Sends mails through a Communication Services resource.'
    type: 'CustomRole'
    assignableScopes: [resourceGroup().id]
    permissions: [
      {
        actions: [
          'Microsoft.Communication/CommunicationServices/Read'
          'Microsoft.Communication/CommunicationServices/Write'
          'Microsoft.Communication/EmailServices/Write'
        ]
      }
    ]
  }
}

resource sends 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(service.id, principalId, sender.id)
  scope: service
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: sender.id
  }
}

output endpoint string = 'https://${service.properties.hostName}'
output sender string = 'DoNotReply@${given.properties.mailFromSenderDomain}'
