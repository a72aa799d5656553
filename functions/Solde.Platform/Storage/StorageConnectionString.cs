namespace Solde.Platform.Storage;

internal sealed record StorageConnectionString(string AccountName, byte[] AccountKey, StorageEndpoints Endpoints)
{
    private const string DevelopmentAccountName = "devstoreaccount1";

    // The emulator's key is published by its makers and opens nothing but an emulator.
    private const string DevelopmentAccountKey =
        "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    public static StorageConnectionString Parse(string connectionString)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        var settings = ReadSettings(connectionString);
        if (string.Equals(settings.GetValueOrDefault("UseDevelopmentStorage"), "true", StringComparison.OrdinalIgnoreCase))
            return Development();
        if (settings.ContainsKey("SharedAccessSignature"))
            throw new FormatException("A shared access signature is not supported: use an account key or Entra ID.");

        var accountName = Required(settings, "AccountName");
        return new StorageConnectionString(accountName, ReadKey(Required(settings, "AccountKey")), ReadEndpoints(settings, accountName));
    }

    private static StorageConnectionString Development() =>
        new(
            DevelopmentAccountName,
            Convert.FromBase64String(DevelopmentAccountKey),
            new StorageEndpoints(
                new Uri($"http://127.0.0.1:10000/{DevelopmentAccountName}"),
                new Uri($"http://127.0.0.1:10001/{DevelopmentAccountName}"),
                new Uri($"http://127.0.0.1:10002/{DevelopmentAccountName}")));

    private static Dictionary<string, string> ReadSettings(string connectionString)
    {
        var settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in connectionString.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            // Only the first '=' separates: a base64 key ends in some of its own.
            var separator = part.IndexOf('=');
            // The part itself stays out of the message, because it may be a piece of the key.
            if (separator <= 0)
                throw new FormatException("A storage connection string is made of Name=Value parts separated by ';'.");
            settings[part[..separator].Trim()] = part[(separator + 1)..].Trim();
        }

        return settings;
    }

    private static StorageEndpoints ReadEndpoints(Dictionary<string, string> settings, string accountName)
    {
        var byName = StorageEndpoints.ForAccount(
            accountName,
            settings.GetValueOrDefault("EndpointSuffix", "core.windows.net"),
            settings.GetValueOrDefault("DefaultEndpointsProtocol", "https"));
        return new StorageEndpoints(
            Explicit(settings, "BlobEndpoint") ?? byName.Blob,
            Explicit(settings, "QueueEndpoint") ?? byName.Queue,
            Explicit(settings, "TableEndpoint") ?? byName.Table);
    }

    private static Uri? Explicit(Dictionary<string, string> settings, string name)
    {
        if (!settings.TryGetValue(name, out var value)) return null;
        return Uri.TryCreate(value.TrimEnd('/'), UriKind.Absolute, out var uri)
            ? uri
            : throw new FormatException($"{name} in the storage connection string is not an absolute URI.");
    }

    private static byte[] ReadKey(string value)
    {
        // Not Convert.FromBase64String: its exception may echo what it was given, and this is a secret.
        var key = new byte[value.Length];
        return Convert.TryFromBase64String(value, key, out var length)
            ? key[..length]
            : throw new FormatException("AccountKey in the storage connection string is not base64.");
    }

    private static string Required(Dictionary<string, string> settings, string name) =>
        settings.TryGetValue(name, out var value) && value.Length > 0
            ? value
            : throw new FormatException($"The storage connection string has no {name}.");
}
