"""Forms of the desk: what was typed becomes values for a service. Rules are the services' own."""
