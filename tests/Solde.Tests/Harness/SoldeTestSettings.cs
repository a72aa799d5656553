using System.Security.Cryptography;
using System.Text;
using Solde.Platform.Storage;

namespace Solde.Tests.Harness;

/// <summary>How a test runs the app.</summary>
public sealed record SoldeTestSettings(string Storage)
{
    public const string OperatorKey = "operator-key-of-the-tests";
    public const string WebhookSecret = "whsec_sandbox";

    /// <summary>Where workflows lie, when a test lets the app's own storage fail.</summary>
    public string? HubStorage { get; init; }

    public string TablePrefix { get; init; } = "";

    public Uri? Provider { get; init; }

    public string? MailFolder { get; init; }

    public TimeProvider? Clock { get; init; }

    public bool CreateTables { get; init; } = true;

    /// <summary>Between the storage client's tries; the app's own back-off unless given.</summary>
    public TimeSpan? StorageRetryDelay { get; init; }

    public IReadOnlyDictionary<string, string> More { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    internal StorageAccount AccountOf(string connectionString) => StorageRetryDelay is { } delay
        ? StorageAccount.Parse(connectionString, new StorageClientOptions { Retry = { Delay = delay, MaxDelay = delay } })
        : StorageAccount.Parse(connectionString);

    public string[] ToArguments() =>
    [
        "--Storage=" + Storage,
        "--Storage:TablePrefix=" + TablePrefix,
        "--Solde:OperatorKeyHash=" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(OperatorKey))),
        "--Solde:SigningKey=a-signing-key-of-the-tests-0123456789",
        "--Stripe:BaseAddress=" + (Provider?.ToString() ?? "http://127.0.0.1:9"),
        "--Stripe:ApiKey=sk_test_sandbox",
        "--Stripe:WebhookSecrets=" + WebhookSecret,
        "--Stripe:ReturnUrl=https://centre.example.org/paid",
        "--Mail:Folder=" + (MailFolder ?? Path.Combine(Path.GetTempPath(), "solde-tests-mail")),
        // Partners of tests listen on this machine, and one that hangs shall not hold a test up.
        "--Partners:AllowLoopback=true",
        "--Partners:TimeoutSeconds=1",
        .. More.Select(pair => $"--{pair.Key}={pair.Value}"),
    ];
}
