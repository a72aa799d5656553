using System.Text.RegularExpressions;

namespace Solde.Platform.Telemetry;

/// <summary>
/// The last net before a log (COM-12): code writes ids only, but an exception of somebody else's may repeat what it was given.
/// </summary>
public static partial class PersonalData
{
    /// <summary>The text with e-mail addresses and bank account numbers masked.</summary>
    public static string Without(string text)
    {
        try
        {
            return BankAccount().Replace(Address().Replace(text, "***@***"), "***");
        }
        catch (RegexMatchTimeoutException)
        {
            // What cannot be looked through in time is not told.
            return "(too long to be told)";
        }
    }

    /// <summary>An exception as a log may have it: types, masked messages, where.</summary>
    public static string Without(Exception failure) => Without(failure.ToString());

    [GeneratedRegex(@"[^\s@<>""'(),;:=]{1,64}(@|%40)[^\s@<>""'(),;:=&]{1,255}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Address();

    /// <summary>An IBAN, in groups of four or in one.</summary>
    [GeneratedRegex(@"\b[A-Z]{2}[0-9]{2}( ?[A-Z0-9]{4}){2,7}( ?[A-Z0-9]{1,4})?\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex BankAccount();
}
