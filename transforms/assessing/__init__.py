"""How one agreement is judged for one party region and fiscal year: term, evidence, axes, headline, reason."""
