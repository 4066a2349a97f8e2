namespace Redox.ModelGenerator.Definitions;

/// <summary>A definition file is wrong. The message names the file, the line, the cause and the remedy.</summary>
public sealed class DefinitionException(string message) : Exception(message);
