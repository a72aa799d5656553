using 'main.bicep'

// Sleeps when nobody uses it, keeps one copy, and can be deleted as a whole.
param environmentName = 'dev'
param stateSku = 'Standard_LRS'
param hostSku = 'Standard_LRS'
param isProtected = false
param zoneRedundant = false
param maximumInstanceCount = 40
param instanceMemoryMB = 512
param alwaysReady = []
param alertEmail = readEnvironmentVariable('SOLDE_ALERT_EMAIL')
param logRetentionDays = 30
param customerReturnUrl = readEnvironmentVariable('SOLDE_RETURN_URL')
