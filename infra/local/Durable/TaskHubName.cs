namespace Solde.Local.Durable;

/// <summary>A hub is called by 3 to 45 letters and digits, a letter first: it becomes part of a table's name.</summary>
internal static class TaskHubName
{
    private const int MaxLength = 45;

    /// <exception cref="InvalidDataException">host.json names a hub that storage would refuse.</exception>
    public static string Check(string name) =>
        name.Length is >= 3 and <= MaxLength && char.IsAsciiLetter(name[0]) && name.All(char.IsAsciiLetterOrDigit)
            ? name
            : throw new InvalidDataException($"'{name}' is no task hub's name: 3 to {MaxLength} letters and digits, a letter first.");

    /// <summary>As the Durable Task extension makes one of the app's name.</summary>
    public static string Of(string appName)
    {
        var letters = string.Concat(appName.Where(char.IsAsciiLetterOrDigit));
        if (letters.Length < 3 || !char.IsAsciiLetter(letters[0])) letters = "t" + letters + "Hub";
        return letters.Length <= MaxLength ? letters : letters[..MaxLength];
    }
}
