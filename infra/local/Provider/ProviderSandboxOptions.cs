namespace Solde.Local.Provider;

/// <summary>What a sandbox of the payment provider is started with. The defaults suit a test.</summary>
internal sealed record ProviderSandboxOptions
{
    /// <summary>The loopback port; 0 takes a free one, see <see cref="ProviderSandbox.BaseAddress"/>.</summary>
    public int Port { get; init; }

    /// <summary>
    /// Null keeps everything in memory. Else an append-only file of JSON lines: a process that was killed and starts again on the same file
    /// has every object, idempotency record and undelivered webhook of every request that was answered.
    /// </summary>
    public string? StateFile { get; init; }

    public string ApiKey { get; init; } = "sk_test_sandbox";

    public string WebhookSecret { get; init; } = "whsec_sandbox";

    /// <summary>Where events go. Null keeps them undelivered until <see cref="Webhooks.Endpoint"/> is set.</summary>
    public Uri? WebhookUrl { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>False starts with deliveries held, as <see cref="Webhooks.Hold"/> does.</summary>
    public bool DeliverAutomatically { get; init; } = true;

    /// <summary>The version that events are rendered in, and that answers name when the caller sends none.</summary>
    public string ApiVersion { get; init; } = "2026-07-29.dahlia";

    /// <summary>How long a bank debit stays processing, and a refund that changes its mind stays as it was first shown.</summary>
    public TimeSpan SettlementDelay { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>Wait before the second attempt to deliver an event; doubles with each attempt, up to an hour.</summary>
    public TimeSpan WebhookRetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How often what is available is paid out to the bank; null leaves it to the control API.</summary>
    public TimeSpan? PayoutInterval { get; init; }

    /// <summary>How long a payout that began by itself is on its way.</summary>
    public TimeSpan PayoutDelay { get; init; } = TimeSpan.FromDays(2);
}
