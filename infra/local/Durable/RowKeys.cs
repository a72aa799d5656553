using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Solde.Local.Durable;

/// <summary>
/// The rows of an instance's partition. Rows of another execution than the head's are rubbish that a crash has left behind,
/// except outgoing messages, which stay until they are delivered.
/// </summary>
internal static class RowKeys
{
    public const string Head = "head";
    public const string HistoryPrefix = "h|";
    public const string InboxPrefix = "i|";
    public const string MarkerPrefix = "m|";
    public const string OutgoingPrefix = "o|";
    public const string ValuePrefix = "v|";

    public static string History(string executionId, int turn, int part) => $"{HistoryPrefix}{executionId}|{turn:D8}|{part:D4}";

    public static string Outgoing(string executionId, int turn, int part) => $"{OutgoingPrefix}{executionId}|{turn:D8}|{part:D4}";

    /// <summary>A value of the head that is too long for it.</summary>
    public static string Value(string executionId, string name, int part) => $"{ValuePrefix}{executionId}|{name}|{part:D4}";

    /// <param name="order">Of arrival.</param>
    /// <param name="hub">The hub that wrote it, so that a row which is there already can only be its own.</param>
    public static string Inbox(long order, string hub) => $"{InboxPrefix}{order:D19}|{hub}";

    public static long OrderOf(string inboxKey) =>
        long.Parse(inboxKey.AsSpan(InboxPrefix.Length, 19), NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>Stands for one message of another instance that has been delivered, as long as it could be delivered again.</summary>
    public static string Marker(string sender, string executionId, int turn, int index) =>
        MarkerPrefix + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{sender}\n{executionId}\n{turn}\n{index}")));

    public static bool IsOf(string executionId, string rowKey) =>
        rowKey.AsSpan(2).StartsWith(executionId, StringComparison.Ordinal);
}
