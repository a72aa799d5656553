using 'main.bicep'

param environmentName = 'production'
// Three zones here, and a copy in the paired region that can be read.
param stateSku = 'Standard_RAGZRS'
param hostSku = 'Standard_ZRS'
param isProtected = true
param zoneRedundant = true
param maximumInstanceCount = 100
param instanceMemoryMB = 2048
// The provider and people do not wait for a cold start; nor do workflows, whose queues are polled. Two, because the plan is spread
// over zones.
param alwaysReady = [
  {
    name: 'http'
    instanceCount: 2
  }
  {
    name: 'durable'
    instanceCount: 2
  }
]
param alertEmail = readEnvironmentVariable('SOLDE_ALERT_EMAIL')
param logRetentionDays = 365
param customerReturnUrl = readEnvironmentVariable('SOLDE_RETURN_URL')
param mailDomain = readEnvironmentVariable('SOLDE_MAIL_DOMAIN')
param mailDomainIsVerified = bool(readEnvironmentVariable('SOLDE_MAIL_DOMAIN_VERIFIED', 'false'))
param mailFrom = readEnvironmentVariable('SOLDE_MAIL_FROM')
