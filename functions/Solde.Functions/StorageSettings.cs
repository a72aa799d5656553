using Solde.Platform.Storage;

namespace Solde.Functions;

/// <summary>
/// Where state lies: <c>Storage</c> (a connection string, on a desk) or <c>Storage:AccountName</c> (in Azure, with the
/// app's own identity and no key).
/// </summary>
internal static class StorageSettings
{
    public static StorageAccount Connect(IConfiguration configuration)
    {
        if (configuration["Storage"] is { Length: > 0 } connectionString)
            return StorageAccount.Parse(connectionString);
        if (configuration["Storage:AccountName"] is { Length: > 0 } name)
            return StorageAccount.WithDefaultCredential(StorageEndpoints.ForAccount(name));
        throw new InvalidOperationException("No storage is configured: set Storage to a connection string, or Storage:AccountName to an account's name.");
    }
}
