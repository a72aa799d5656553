using System.Text.Json.Nodes;

namespace Solde.Local.Provider;

internal static class Metadata
{
    /// <summary>Adds what was sent to an object's metadata: an empty value removes its key, an empty parameter all of them.</summary>
    public static void Merge(FormBody form, JsonObject target)
    {
        if (!form.Has("metadata"))
            return;
        var sent = form.Map("metadata");
        var merged = sent is null ? [] : target["metadata"]!.AsObject().Copy();
        foreach (var (key, value) in sent ?? [])
        {
            if (value is JsonValue text && text.GetValue<string>().Length > 0)
                merged[key] = text.GetValue<string>();
            else
                merged.Remove(key);
        }

        target["metadata"] = merged;
    }
}
