from kpi_lang.source import *
class Mistakes:
    def __init__(self, grammar, source, diagnostics, unreadable):
        self.d=diagnostics; self.s=source
    def _r(self, p):
        self.d.add(Diagnostic.of("K128", Span(self.s,p.start_pos,p.end_pos), found=p.text))
        return True
    def report_depth(self,p): self._r(p)
    def report_unknown_declaration(self,ps,first,end): self._r(ps[first])
    def report(self,rest,trouble): return self._r(rest[trouble.index])
    def report_leftover(self,rest,at): self._r(rest[at])
