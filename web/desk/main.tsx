import "../shared/theme/tokens.css";
