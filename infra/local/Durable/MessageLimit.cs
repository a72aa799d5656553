namespace Solde.Local.Durable;

/// <summary>How long a message to an instance may be. In Azure, anything above some 45 KB is slow already.</summary>
internal static class MessageLimit
{
    /// <summary>In one row, whatever its characters are.</summary>
    public const int MaxLength = RowBytes.Max / 4;

    public static string Refusal(string what, int length) => $"{what} has {length} characters; {MaxLength} are allowed.";
}
