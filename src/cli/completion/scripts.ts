/** Shells that completion is made for. */
export const shells = ['bash', 'zsh', 'fish'] as const;
/** One of {@link shells}. */
export type Shell = (typeof shells)[number];

/**
 * What a shell has to read once. Each script asks `automations __complete` with the words up to the cursor and gets lines of
 * `text<TAB>description`, or the line `:files`.
 */
export const scripts: Readonly<Record<Shell, string>> = {
  bash: `# completion for automations: source <(automations completion bash)
_automations() {
  local line candidate word="\${COMP_WORDS[COMP_CWORD]}"
  # Bash ends words at these, too: put them together again.
  local words=() cword
  if declare -F _get_comp_words_by_ref >/dev/null; then
    _get_comp_words_by_ref -n "=:" -w words -i cword
  else
    words=("\${COMP_WORDS[@]}"); cword=$COMP_CWORD
  fi
  COMPREPLY=()
  while IFS= read -r line; do
    if [ "$line" = ":files" ]; then
      compopt -o filenames 2>/dev/null
      while IFS= read -r candidate; do COMPREPLY+=("$candidate"); done < <(compgen -f -- "$word")
      return
    fi
    candidate="\${line%%$'\\t'*}"
    COMPREPLY+=("$(printf '%q' "$candidate")")
  done < <(automations __complete -- "\${words[@]:1:cword}" 2>/dev/null)
}
complete -F _automations automations
`,
  zsh: `#compdef automations
# completion for automations: source <(automations completion zsh), or save it as _automations in a folder of $fpath
_automations() {
  local line text
  local -a found
  while IFS= read -r line; do
    if [[ $line == ':files' ]]; then _files; return; fi
    text=\${line%%$'\\t'*}
    text=\${text//:/\\\\:}
    if [[ $line == *$'\\t'?* ]]; then found+=("$text:\${line#*$'\\t'}"); else found+=("$text"); fi
  done < <(automations __complete -- "\${(@Q)words[2,CURRENT]}" 2>/dev/null)
  (( \${#found} )) && _describe automations found
}
if [ "$funcstack[1]" = "_automations" ]; then _automations "$@"; else compdef _automations automations; fi
`,
  fish: `# completion for automations: automations completion fish | source
function __automations_complete
  set -l words (commandline -opc) (commandline -ct)
  for line in (automations __complete -- $words[2..-1] 2>/dev/null)
    if test "$line" = ':files'
      __fish_complete_path (commandline -ct)
    else
      echo $line
    end
  end
end
complete -c automations -f -a '(__automations_complete)'
`,
};
