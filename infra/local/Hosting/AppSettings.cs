using System.Text.RegularExpressions;

namespace Solde.Local.Hosting;

/// <summary>What <c>%Name%</c> in a binding stands for: the app's own settings first, then this process's environment.</summary>
internal sealed partial class AppSettings(IReadOnlyDictionary<string, string> settings)
{
    public IReadOnlyDictionary<string, string> Own => settings;

    public string? this[string name] =>
        settings.TryGetValue(name, out var value) ? value : Environment.GetEnvironmentVariable(name);

    /// <exception cref="InvalidDataException">A name between percent signs is no setting.</exception>
    public string Expand(string text) => SettingName().Replace(text, match =>
        this[match.Groups["name"].Value]
        ?? throw new InvalidDataException($"'{match.Value}' is not resolved to a value: there is no such setting."));

    [GeneratedRegex("%(?<name>[^%]+)%", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SettingName();
}
